package activity

import (
	"net/http"

	"ringdown/shared/access"
	"ringdown/shared/activity"
	"ringdown/shared/api"
	"ringdown/shared/port"
)

// pageMost is the longest page: what one request reads of calls.
const pageMost, pageUsual = 100, 50

// ExampleCall is the call of the examples. It has a message, a talk and an alert.
const ExampleCall = "9f86d081884c7d659a2f"

// ExampleAlert is its alert.
const ExampleAlert = ExampleCall + "-1"

var (
	limit  = api.Parameter{Name: "limit", About: "how many at most; what belongs to one call stays together", Kind: "integer", Least: 1, Most: pageMost}
	cursor = api.Parameter{Name: "cursor", About: "next of the page before", Kind: "string"}
	ranged = []api.Parameter{
		{Name: "from", About: "first day, like 2026-03-29, or a time with its offset; today when left out", Kind: "string"},
		{Name: "to", About: "last day, which is part of the range, or the time at which it ends; today, or now, when left out", Kind: "string"},
		{Name: "zone", About: "whose days are meant: an IANA name, like Europe/Berlin; UTC when left out", Kind: "string"},
		{Name: "line", About: "id of a line", Kind: "string"},
	}
	filtered = append(append([]api.Parameter{}, ranged...),
		api.Parameter{Name: "team", About: "id of a team", Kind: "string"},
		api.Parameter{Name: "outcome", About: "how calls ended; lasting are those that did not", Kind: "string", Enum: activity.Outcomes},
		api.Parameter{Name: "caller", About: "digits of the caller's number, or withheld", Kind: "string"},
		api.Parameter{Name: "q", About: "text that an entry has somewhere, in whatever case", Kind: "string"},
	)
	paged   = append(append([]api.Parameter{}, filtered...), limit, cursor)
	alerted = append(append([]api.Parameter{}, ranged...), api.Parameter{Name: "status", About: "only those that nobody has acknowledged, that somebody has, or that are over", Kind: "string", Enum: statuses}, limit, cursor)
	unread  = api.Parameter{Name: "heard", About: "only those that somebody has marked as heard, or that nobody has", Kind: "boolean"}
)

// Operations are the operations on what happened. Random makes a name that nobody guesses.
func Operations(store port.Activity, archive port.Archive, random func() string) []api.Operation {
	a := &reader{store: store, archive: archive, random: random, plans: newPlans(), chain: &chain{store: store}}
	bad, gone := []int{http.StatusBadRequest}, []int{http.StatusNotFound}
	range_ := []int{http.StatusBadRequest, http.StatusUnprocessableEntity}
	all := []api.Operation{
		{ID: "listCalls", Path: "/calls", Summary: "List calls, the latest first", Asks: access.ReadCalls, Query: paged, Gives: Calls{}, Faults: bad,
			Detail: "Days are those of the zone. A page may be short where a filter finds little: go on with `next`.", Do: a.listCalls},
		{ID: "getCall", Path: "/calls/{id}", Summary: "Read one call with its whole timeline", Asks: access.ReadCalls, Gives: activity.Detail{}, Faults: gone,
			Example: api.Example{Path: "/calls/" + ExampleCall}, Do: a.getCall},
		{ID: "getStatistics", Path: "/statistics", Summary: "Count calls by day, line, team and person", Asks: access.ReadCalls, Query: filtered, Gives: activity.Statistics{}, Faults: range_,
			Detail: "At most " + most + " calls are counted: ask for fewer days, or for one line, where there are more.", Do: a.statistics},
		{ID: "createExport", Method: http.MethodPost, Path: "/exports", Summary: "Write calls into a file", Asks: access.ReadCalls, Takes: Export{}, Gives: Exported{}, Status: http.StatusCreated,
			Faults: []int{http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity},
			Detail: "The answer has an address that works for a quarter of an hour. At most " + most + " calls.", Example: api.Example{Path: "/exports", Body: `{"format":"csv","zone":"Europe/Berlin"}`}, Do: a.export},
		{ID: "listAlerts", Path: "/alerts", Summary: "List alerts by the arrival of their calls, the latest first", Asks: access.ReadAlerts, Query: alerted, Gives: Alerts{}, Faults: bad,
			Detail: "A call that joined the alert of an earlier one is listed there. A page may be short where a status finds little: go on with `next`.", Do: a.listAlerts},
		{ID: "getAlert", Path: "/alerts/{id}", Summary: "Read who was told of what, when and how", Asks: access.ReadAlerts, Gives: activity.Alert{}, Faults: gone,
			Example: api.Example{Path: "/alerts/" + ExampleCall + "-1"}, Do: a.getAlert},
		{ID: "listReads", Path: "/reads", Summary: "Read who looked at numbers and listened to recordings, month by month", Asks: access.ReadAudit, Gives: Reads{}, Faults: bad,
			Query:  []api.Parameter{{Name: "month", About: "such as 2026-11; this month when left out", Kind: "string"}, limit, cursor},
			Detail: "Oldest first. Each record names the hash of the one before it.", Do: a.listReads},
	}
	all = append(all, a.recordings(voicemails)...)
	all = append(all, a.recordings(talks)...)
	all = append(all, a.changesOfVoicemail()...)
	for i := range all {
		o := &all[i]
		if o.Method == "" {
			o.Method = http.MethodGet
		}
		if o.Status == 0 {
			o.Status = http.StatusOK
		}
		if o.Example.Path == "" {
			o.Example.Path = o.Path
		}
		o.Group = groupOf(o.Path)
	}
	return all
}

// recordings are the operations on recordings of one kind.
func (a *reader) recordings(s shelf) []api.Operation {
	one, example := "/"+s.path+"/{id}", "/"+s.path+"/"+activity.RecordingID(ExampleCall, s.kind, 1)
	return []api.Operation{
		{ID: "list" + s.many, Path: "/" + s.path, Summary: "List " + s.path + ", the latest first", Asks: s.list, Query: append(append([]api.Parameter{}, paged...), unread), Gives: Recordings{}, Faults: []int{http.StatusBadRequest}, Do: a.listRecordings(s)},
		{ID: "get" + s.one, Path: one, Summary: "Read one, with who heard it", Asks: s.list, Gives: Recording{}, Faults: []int{http.StatusNotFound}, Example: api.Example{Path: example}, Do: a.getRecording(s)},
		{ID: "get" + s.one + "Audio", Path: one + "/audio", Summary: "Get an address that plays it", Asks: s.hear, Gives: Audio{}, Faults: []int{http.StatusNotFound, http.StatusConflict},
			Detail: "The address works for a quarter of an hour and answers range requests. It needs no sign-in, so it is not to be passed on.", Example: api.Example{Path: example + "/audio"}, Do: a.audio(s)},
	}
}

func (a *reader) changesOfVoicemail() []api.Operation {
	one, example := "/voicemails/{id}", "/voicemails/"+activity.RecordingID(ExampleCall, activity.Message, 1)
	faults := []int{http.StatusNotFound, http.StatusConflict}
	return []api.Operation{
		{ID: "hearVoicemail", Method: http.MethodPost, Path: one + "/heard", Summary: "Mark a message as heard by oneself", Asks: access.HearVoicemail, Gives: Recording{}, Faults: faults, Example: api.Example{Path: example + "/heard"}, Do: a.heard},
		{ID: "holdVoicemail", Method: http.MethodPut, Path: one + "/hold", Summary: "Keep a message for longer than others, or let it be forgotten again", Asks: access.DeleteVoicemail, Takes: Hold{}, Gives: Recording{},
			Faults: append([]int{http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType}, faults...), Example: api.Example{Path: example + "/hold", Body: `{"held":true}`}, Do: a.hold},
		{ID: "deleteVoicemail", Method: http.MethodDelete, Path: one, Summary: "Delete the audio of a message; that there was one stays known", Asks: access.DeleteVoicemail, Status: http.StatusNoContent, Faults: faults,
			Detail: "One that is held is not deleted.", Example: api.Example{Path: example}, Do: a.remove},
	}
}
