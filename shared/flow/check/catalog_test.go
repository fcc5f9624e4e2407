package check

import (
	"slices"
	"strings"
	"testing"

	"ringdown/shared/flow"
)

func TestLanguageDescribesEveryType(t *testing.T) {
	language := Language()
	all := allSpecs()
	if len(language.Specs()) != len(all) {
		t.Fatalf("%d specs for %d entries: a type is described twice", len(language.Specs()), len(all))
	}
	extensions := 0
	for _, s := range language.Specs() {
		if s.Summary == "" || s.Category == "" || (s.Maps == "") == (s.Unsupported == "" || s.ByBot) {
			t.Errorf("%s: needs a summary, a category, and either how it runs or why it does not", s.Type)
		}
		if s.Extension {
			extensions++
		}
		if s.Terminal && len(s.Errors)+len(s.Results) > 0 {
			t.Errorf("%s: nothing follows a terminal action", s.Type)
		}
		for _, rule := range s.Errors {
			if !slices.Contains(errorTypes, rule.Type) {
				t.Errorf("%s: error type %s is not in the language", s.Type, rule.Type)
			}
		}
		for i, p := range s.Parameters {
			if slices.ContainsFunc(s.Parameters[:i], func(q Parameter) bool { return q.Name == p.Name }) {
				t.Errorf("%s: parameter %s is described twice", s.Type, p.Name)
			}
			if (p.Shape == Choice || p.Shape == Keys) != (len(p.Values) > 0) && p.Shape != Words || p.Shape == Keys && p.Max == 0 {
				t.Errorf("%s: parameter %s: values and shape disagree", s.Type, p.Name)
			}
			if strings.Contains(p.Name, "[]") && p.Required {
				t.Errorf("%s: %s cannot be required: it is in a list", s.Type, p.Name)
			}
		}
		for _, group := range s.OneOf {
			for _, name := range group.Names {
				full := strings.TrimPrefix(group.In+"."+name, ".")
				object, list := s.container(full)
				if !object && !list && !slices.Contains(s.names(), full) {
					t.Errorf("%s: a group names %s, which is no parameter", s.Type, full)
				}
			}
		}
	}
	if extensions != 2 {
		t.Errorf("%d extensions, want 2", extensions)
	}
}

// An action made as its Spec says must pass, with every required branch, condition and parameter.
func TestEachSpecAcceptsTheSmallestActionItDescribes(t *testing.T) {
	for _, s := range Language().Specs() {
		if s.Unsupported != "" {
			continue
		}
		t.Run(s.Type, func(t *testing.T) {
			a := smallest(s)
			f := flow.Flow{Version: flow.Version, StartAction: "a", Actions: []flow.Action{a, {Identifier: "z", Type: "DisconnectParticipant"}}}
			if s.Terminal {
				f.Actions, f.Settings = f.Actions[:1], flow.ObjectValue()
			}
			if findings := Findings(f, Language()); len(findings) != 0 {
				t.Errorf("%+v", findings)
			}
			if !s.Terminal {
				f.Actions[0].Transitions.Errors = nil
				needs := slices.ContainsFunc(s.Errors, func(r ErrorRule) bool { return r.Presence == Required && r.When.holds(a.Parameters) })
				if got := !Attachable(Findings(f, Language())); got != needs {
					t.Errorf("without error branches refused: %v, want %v", got, needs)
				}
			}
		})
	}
}

func smallest(s Spec) flow.Action {
	a := flow.Action{Identifier: "a", Type: s.Type, Parameters: flow.NewParameters()}
	if s.Terminal {
		return a
	}
	for _, p := range s.Parameters {
		first := slices.ContainsFunc(s.OneOf, func(g OneOf) bool {
			return g.In == "" && g.When == When{} && g.Presence <= Expected && g.Names[0] == p.Name
		})
		if p.Required || first {
			a.Parameters = a.Parameters.WithValue(p.Name, example(p))
		}
	}
	switch s.Type {
	case messageParticipantIterativelySpec.Type:
		a.Parameters = a.Parameters.WithValue("Messages", flow.ListValue(flow.ObjectValue(flow.Member{Name: "Text", Value: flow.TextValue("hold on")})))
	case updateContactEventHooksSpec.Type:
		a.Parameters = a.Parameters.With("EventHooks.CustomerQueue", "flow")
	case updateContactRecordingAndAnalyticsBehaviorSpec.Type:
		a.Parameters = a.Parameters.WithValue("VoiceBehavior.VoiceRecordingBehavior.RecordedParticipants", flow.ListValue(flow.TextValue("Agent"), flow.TextValue("Customer")))
	}
	a.Transitions.NextAction = "z"
	for _, rule := range s.Errors {
		if rule.Presence <= Expected && rule.When.holds(a.Parameters) {
			a.Transitions.Errors = append(a.Transitions.Errors, flow.ErrorBranch{ErrorType: rule.Type, NextAction: "z"})
		}
	}
	for _, operand := range s.results(a.Parameters).Required {
		a.Transitions.Conditions = append(a.Transitions.Conditions, flow.ConditionBranch{NextAction: "z", Condition: flow.Condition{Operator: flow.Equals, Operands: []string{operand}}})
	}
	return a
}

func example(p Parameter) flow.Value {
	switch {
	case p.Reference == Only:
		return flow.TextValue("$.Attributes.x")
	case p.Shape == Integer:
		return flow.TextValue("7")
	case p.Shape == Flag:
		return flow.TextValue("False")
	case p.Shape == Choice:
		return flow.TextValue(p.Values[0])
	case p.Shape == Phone:
		return flow.TextValue("+12025550100")
	case p.Shape == Map:
		return flow.ObjectValue(flow.Member{Name: "k", Value: flow.TextValue("v")})
	case p.Shape == ValueMap:
		return flow.ObjectValue(flow.Member{Name: "k", Value: flow.ObjectValue(flow.Member{Name: "Value", Value: flow.TextValue("v")})})
	case p.Shape == Words:
		return flow.ListValue(flow.TextValue("w"))
	}
	return flow.TextValue("x")
}
