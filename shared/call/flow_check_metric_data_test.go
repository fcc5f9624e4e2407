package call

import (
	"strings"
	"testing"
	"time"
)

// checks branches on one number: more than none, or at least a thousand.
func checks(metric, parameters, operator, operand string) string {
	return `{"Identifier":"start","Type":"CheckMetricData","Parameters":{"MetricType":"` + metric + `"` + parameters + `},
		"Transitions":{"NextAction":"error","Conditions":[{"NextAction":"true","Condition":{"Operator":"` + operator + `","Operands":["` + operand + `"]}}],
		"Errors":[{"ErrorType":"NoMatchingCondition","NextAction":"false"},{"ErrorType":"NoMatchingError","NextAction":"error"}]}},` +
		say("true") + "," + say("false") + "," + say("error") + "," + hangUp
}

func TestCheckMetricData(t *testing.T) {
	const support = `,"QueueId":"support"`
	ago := func(d time.Duration) time.Time { return time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC).Add(-d) }
	free := map[string]Progress{}
	tests := map[string]struct {
		metric, parameters, operator, operand string
		progress                              map[string]Progress
		want                                  string
	}{
		"somebody is on call":          {"NumberOfAgentsStaffed", support, "NumberGreaterThan", "0", nil, "true."},
		"on call is online":            {"NumberOfAgentsOnline", support, "NumberGreaterThan", "0", nil, "true."},
		"nobody is on call":            {"NumberOfAgentsStaffed", `,"QueueId":"empty"`, "NumberGreaterThan", "0", nil, "false."},
		"somebody is free":             {"NumberOfAgentsAvailable", support, "NumberGreaterThan", "0", free, "true."},
		"everybody talks":              {"NumberOfAgentsAvailable", support, "NumberGreaterThan", "0", map[string]Progress{"billing": {Talking: []string{"ana"}}}, "false."},
		"one agent is free":            {"NumberOfAgentsAvailable", `,"AgentId":"ben"`, "NumberGreaterThan", "0", free, "true."},
		"nobody looked":                {"NumberOfAgentsAvailable", support, "NumberGreaterThan", "0", nil, "error."},
		"the line's own team":          {"NumberOfAgentsStaffed", ``, "NumberGreaterThan", "0", nil, "true."},
		"no such queue":                {"NumberOfAgentsStaffed", `,"QueueId":"nothing"`, "NumberGreaterThan", "0", nil, "error."},
		"no such schedule":             {"NumberOfAgentsStaffed", `,"QueueId":"lost"`, "NumberGreaterThan", "0", nil, "error."},
		"no such number":               {"NumberOfSheep", support, "NumberGreaterThan", "0", free, "error."},
		"nobody waits":                 {"NumberOfContactsInQueue", support, "Equals", "0", free, "true."},
		"two wait":                     {"NumberOfContactsInQueue", support, "NumberGreaterOrEqualTo", "2", map[string]Progress{"support": {Waiting: 2}}, "true."},
		"two wait for another team":    {"NumberOfContactsInQueue", support, "NumberGreaterOrEqualTo", "2", map[string]Progress{"billing": {Waiting: 2}}, "false."},
		"a minute is 60000 of them":    {"OldestContactInQueueAgeSeconds", support, "NumberGreaterOrEqualTo", "60000", map[string]Progress{"support": {Waiting: 1, Oldest: ago(time.Minute)}}, "true."},
		"less than a minute is not":    {"OldestContactInQueueAgeSeconds", support, "NumberGreaterOrEqualTo", "60000", map[string]Progress{"support": {Waiting: 1, Oldest: ago(59 * time.Second)}}, "false."},
		"the number in nobody's queue": {"NumberOfContactsInQueue", support, "Equals", "0", nil, "error."},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, checks(tt.metric, tt.parameters, tt.operator, tt.operand))
			r.facts.Progress = tt.progress
			r.wants("the caller", r.arrive().Script, tt.want)
		})
	}
}

func TestGetMetricData(t *testing.T) {
	gets := `{"Identifier":"start","Type":"GetMetricData","Parameters":{"QueueId":"support"},"Transitions":{"NextAction":"tell","Errors":[{"ErrorType":"NoMatchingError","NextAction":"error"}]}},
		{"Identifier":"tell","Type":"MessageParticipant","Parameters":{"Text":"$.Metrics.Queue.Name: $.Metrics.Queue.Size waiting, $.Metrics.Queue.OldestContactAge ms, $.Metrics.Agents.Staffed.Count on call, $.Metrics.Agents.Available.Count free, $.Metrics.Agents.Busy.Count busy."},"Transitions":{"NextAction":"hang up"}},` +
		say("error") + "," + hangUp
	r := newRig(t, gets)
	r.facts.Progress = map[string]Progress{"support": {Waiting: 3, Oldest: r.now.Add(-90 * time.Second), Talking: []string{"ana"}}}
	r.wants("the caller", r.arrive().Script, "Support: 3 waiting, 90000 ms, 1 on call, 0 free, 1 busy.")

	r = newRig(t, gets)
	r.wants("nobody looked", r.arrive().Script, "error.")
	r = newRig(t, strings.Replace(gets, `"support"`, `"nothing"`, 1))
	r.facts.Progress = map[string]Progress{}
	r.wants("no such queue", r.arrive().Script, "error.")
}

func TestProgressOf(t *testing.T) {
	start := time.Date(2026, 3, 2, 2, 14, 0, 0, time.UTC)
	ring := func(team, winner string, began time.Duration, closed bool) Call {
		return Call{Ring: &Ring{Team: team, Winner: winner, Started: start.Add(began), Closed: closed}, Legs: []Leg{{ID: "1", User: "ana"}}}
	}
	left := ring("support", "", 0, false)
	left.Caller.Left = start
	over := ring("support", "", 0, false)
	over.EndedAt = start
	got := ProgressOf([]Call{
		ring("support", "", time.Minute, false), ring("support", "", 30*time.Second, false), ring("support", "1", 0, false),
		ring("support", "", 0, true), left, over, {}, ring("billing", "", 0, false),
	})
	if p := got["support"]; p.Waiting != 2 || !p.Oldest.Equal(start.Add(30*time.Second)) || len(p.Talking) != 1 || p.Talking[0] != "ana" {
		t.Errorf("support: %+v", p)
	}
	if got["billing"].Waiting != 1 || ProgressOf(nil) == nil {
		t.Errorf("billing: %+v", got["billing"])
	}
}

func TestCountsOnlyWhereAFlowAsks(t *testing.T) {
	r := newRig(t, checks("NumberOfAgentsStaffed", "", "NumberGreaterThan", "0"))
	if !Counts(r.plan) {
		t.Error("the flow asks")
	}
	r.plan = newRig(t, hangUp, "other", checks("NumberOfAgentsStaffed", "", "NumberGreaterThan", "0")).plan
	if !Counts(r.plan) {
		t.Error("another flow of the line asks")
	}
	if Counts(newRig(t, hangUp).plan) {
		t.Error("no flow asks, and every call would cost a look")
	}
}
