package openapi

import (
	"reflect"
	"slices"

	seen "ringdown/shared/activity"
	"ringdown/shared/alert"
	"ringdown/shared/api"
	"ringdown/shared/api/activity"
	"ringdown/shared/api/admin"
	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
	"ringdown/shared/oncall"
	"ringdown/shared/resource"
	"ringdown/shared/settings"
)

// key is a key of a type.
type key struct {
	of   reflect.Type
	name string
}

func in[T any](name string) key { return key{reflect.TypeFor[T](), name} }

// ranges are the numbers of settings with their limits: the values that the checks use.
var ranges = map[key]settings.Range{
	in[settings.Ring]("ringSeconds"):           settings.RingSeconds,
	in[settings.Ring]("acceptSeconds"):         settings.AcceptSeconds,
	in[settings.Ring]("totalSeconds"):          settings.TotalSeconds,
	in[settings.Ring]("rounds"):                settings.Rounds,
	in[settings.Ring]("comfortSeconds"):        {Least: 0, Default: settings.ComfortSeconds.Default, Most: settings.ComfortSeconds.Most}, // 0 is never
	in[settings.Ring]("pauseSeconds"):          settings.PauseSeconds,
	in[settings.Ring]("ringsPerMinute"):        settings.RingsPerMinute,
	in[settings.Line]("alertAfterSeconds"):     settings.AlertAfterSeconds,
	in[settings.Line]("style"):                 settings.VoiceStyle,
	in[settings.Account]("style"):              settings.VoiceStyle,
	in[settings.Attendant]("waitSeconds"):      settings.WaitSeconds,
	in[settings.Attendant]("plays"):            settings.Plays,
	in[settings.Voicemail]("seconds"):          settings.VoicemailSeconds,
	in[settings.Voicemail]("silenceSeconds"):   settings.SilenceSeconds,
	in[settings.CallLimits]("callerPerMinute"): settings.CallsCounted,
	in[settings.CallLimits]("callerPerHour"):   settings.CallsCounted,
	in[settings.CallLimits]("linePerMinute"):   settings.CallsCounted,
	in[settings.CallLimits]("linePerHour"):     settings.CallsCounted,
	in[oncall.Layer]("tier"):                   {Least: 1, Default: 1, Most: oncall.MaxTier},
	in[oncall.Layer]("priority"):               {Least: 0, Default: 1, Most: oncall.MaxPriority},
	in[oncall.Override]("tier"):                {Least: 0, Default: 1, Most: oncall.MaxTier},
	in[oncall.Window]("minutes"):               {Least: 1, Most: oncall.MaxWindowMinutes},
	in[alert.NotifyRule]("afterMinutes"):       settings.AfterMinutes,
	in[alert.Step]("afterMinutes"):             settings.AfterMinutes,
	in[alert.Rule]("repeat"):                   settings.Repeats,
	in[alert.Rule]("roundMinutes"):             {Least: settings.RoundMinutes.Least, Most: settings.RoundMinutes.Most + alert.RoundMinutesAfter},
}

// counts are the longest lists of settings.
var counts = map[key]int{
	in[settings.Line]("numbers"):      settings.MaxNumbers,
	in[settings.Line]("block"):        settings.MaxBlocked,
	in[settings.Account]("functions"): settings.MaxFunctions,
	in[dialplan.User]("phones"):       settings.MaxPhones,
	in[dialplan.User]("contacts"):     settings.MaxContacts,
	in[dialplan.User]("notify"):       settings.MaxNotifyRules,
	in[alert.Rule]("steps"):           settings.MaxSteps,
	in[alert.Step]("targets"):         settings.MaxTargets,
	in[dialplan.Team]("tiers"):        settings.MaxTiers,
	in[dialplan.Team]("emails"):       settings.MaxRecipients,
	in[dialplan.Team]("texts"):        settings.MaxRecipients,
	in[oncall.Schedule]("layers"):     oncall.MaxLayers,
	in[oncall.Schedule]("overrides"):  oncall.MaxOverrides,
	in[oncall.Hours]("holidays"):      oncall.MaxHolidays,
	in[oncall.Rotation]("turns"):      oncall.MaxTurns,
	in[oncall.Layer]("users"):         oncall.MaxGroupUsers,
	in[oncall.Override]("users"):      oncall.MaxGroupUsers,
	in[admin.Changes]("changes"):      settings.MaxChanges,
	in[admin.Preview]("changes"):      settings.MaxChanges,
	in[api.Problem]("errors"):         0, // bounded, but by what several checks find
}

// lengths are the longest texts, in characters.
var lengths = map[key]int{
	in[dialplan.User]("name"):        settings.MaxName,
	in[dialplan.Team]("name"):        settings.MaxName,
	in[dialplan.Phone]("label"):      settings.MaxName,
	in[settings.Line]("description"): settings.MaxName,
	in[settings.Feed]("description"): settings.MaxName,
	in[settings.Prompt]("address"):   settings.MaxURL,
	in[settings.Sentence]("audio"):   settings.MaxURL,
}

// settled are the types of settings: what they may leave out is what the checks let them, and they have
// no keys besides their own. A test takes each key of required out of an example.
var settled = map[reflect.Type][]string{
	reflect.TypeFor[settings.Account]():      nil,
	reflect.TypeFor[settings.Line]():         nil, // number or numbers; team, attendant or flow
	reflect.TypeFor[settings.Attendant]():    {"keys"},
	reflect.TypeFor[settings.Ring]():         nil,
	reflect.TypeFor[settings.Voicemail]():    nil,
	reflect.TypeFor[settings.CallLimits]():   nil,
	reflect.TypeFor[settings.Dialling]():     nil,
	reflect.TypeFor[settings.Sentences]():    nil,
	reflect.TypeFor[settings.Sentence]():     nil,
	reflect.TypeFor[settings.Prompt]():       {"address"},
	reflect.TypeFor[settings.Feed]():         {"schedule"},
	reflect.TypeFor[alert.Rule]():            {"steps"},
	reflect.TypeFor[alert.Step]():            {"targets"},
	reflect.TypeFor[alert.Target]():          nil,
	reflect.TypeFor[alert.Contact]():         {"kind", "address"},
	reflect.TypeFor[alert.NotifyRule]():      {"contact"},
	reflect.TypeFor[settings.FlowDocument](): {"document"},
	reflect.TypeFor[dialplan.User]():         nil,
	reflect.TypeFor[dialplan.Team]():         nil,
	reflect.TypeFor[dialplan.Phone]():        {"number"},
	reflect.TypeFor[oncall.Schedule]():       {"tz"},
	reflect.TypeFor[oncall.Layer]():          {"id"},
	reflect.TypeFor[oncall.Rotation]():       {"unit", "every", "anchor", "turns"},
	reflect.TypeFor[oncall.Window]():         {"start", "minutes"},
	reflect.TypeFor[oncall.Override]():       {"id", "from", "until", "mode"},
	reflect.TypeFor[oncall.Hours]():          {"tz"},
	reflect.TypeFor[oncall.Holiday]():        {"from"},
	reflect.TypeFor[admin.Change]():          {"kind", "id"},
	reflect.TypeFor[admin.Changes]():         {"changes"},
	reflect.TypeFor[admin.Preview]():         nil,
	reflect.TypeFor[admin.WhichContact]():    {"kind", "address"},
	reflect.TypeFor[admin.ContactCode]():     {"kind", "address", "code"},
	reflect.TypeFor[admin.HandOver]():        {"schedule", "from", "until"},
	reflect.TypeFor[admin.PreviewKeys]():     nil,
	reflect.TypeFor[admin.PreviewPerson]():   {"user"},
	reflect.TypeFor[activity.Export]():       {"format"},
	reflect.TypeFor[activity.Hold]():         {"held"},
}

// patterns are of text types. A number may be masked, for those who may not read it.
var patterns = map[reflect.Type]string{
	reflect.TypeFor[e164.Number]():    `^$|^\+[1-9][0-9]{6,14}$|^\+\*+[0-9]{3}$`,
	reflect.TypeFor[e164.Extension](): `^[0-9*#w]{0,40}$`,
}

// idPattern is that of all ids.
const idPattern = `^[A-Za-z0-9._-]+$`

// anyOf are keys whose Go type says nothing: what stands there.
var anyOf = map[key][]any{
	in[admin.Item]("value"):    bodies(),
	in[admin.Change]("value"):  bodies(),
	in[api.Problem]("errors"):  {settings.Fault{}},
	in[api.Problem]("usedBy"):  {resource.Ref{}},
	in[resource.Detail]("was"): nil,
	in[resource.Detail]("is"):  nil,
}

// words are keys that hold more words than their type lists: audits name what is no setting, too.
var words = map[key][]any{
	in[resource.Ref]("kind"):      kindsOfAudits(),
	in[alert.Contact]("kind"):     contactKinds(),
	in[seen.Standing]("status"):   {alert.StatusOpen, alert.StatusAcknowledged, alert.StatusResolved},
	in[seen.Telling]("state"):     {alert.Queued, alert.Sending, alert.Sent, alert.Failed, alert.Cancelled},
	in[seen.Recording]("kind"):    {seen.Message, seen.Talk},
	in[seen.Happening]("what"):    {alert.WasRaised, alert.WasUpdated, alert.StepTold, alert.NobodyThere, alert.WasPassedOn, alert.WasAcknowledged, alert.WasResolved, alert.WasReopened, alert.WasExhausted},
	in[activity.Export]("format"): {"csv", "json"},
}

func contactKinds() (all []any) {
	for _, c := range alert.ContactChannels {
		all = append(all, c)
	}
	return all
}

func kindsOfAudits() (all []any) {
	for _, k := range slices.Concat(resource.Kinds, activity.Kinds) {
		all = append(all, string(k))
	}
	return all
}

// bodies are a value of each kind of settings.
func bodies() (all []any) {
	for _, k := range resource.Kinds {
		if body, ok := settings.Body(k); ok {
			all = append(all, reflect.ValueOf(body).Elem().Interface())
		}
	}
	return all
}
