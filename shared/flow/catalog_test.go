package flow

import (
	"slices"
	"strings"
	"testing"
)

func TestLanguageDescribesEveryType(t *testing.T) {
	language := Language()
	all := allSpecs()
	if len(language.Specs()) != len(all) {
		t.Fatalf("%d specs for %d entries: a type is described twice", len(language.Specs()), len(all))
	}
	extensions := 0
	for _, s := range language.Specs() {
		if s.Summary == "" || s.Category == "" || (s.Maps == "") == (s.Unsupported == "") {
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
			f := Flow{Version: Version, StartAction: "a", Actions: []Action{a, {Identifier: "z", Type: "DisconnectParticipant"}}}
			if s.Terminal {
				f.Actions, f.Settings = f.Actions[:1], ObjectValue()
			}
			if findings := Check(f, Language()); len(findings) != 0 {
				t.Errorf("%+v", findings)
			}
			if !s.Terminal {
				f.Actions[0].Transitions.Errors = nil
				needs := slices.ContainsFunc(s.Errors, func(r ErrorRule) bool { return r.Presence == Required && r.When.holds(a.Parameters) })
				if got := !Attachable(Check(f, Language())); got != needs {
					t.Errorf("without error branches refused: %v, want %v", got, needs)
				}
			}
		})
	}
}

func smallest(s Spec) Action {
	a := Action{Identifier: "a", Type: s.Type, Parameters: NewParameters()}
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
	case MessageParticipantIterativelySpec.Type:
		a.Parameters = a.Parameters.WithValue("Messages", ListValue(ObjectValue(Member{"Text", TextValue("hold on")})))
	case UpdateContactEventHooksSpec.Type:
		a.Parameters = a.Parameters.With("EventHooks.CustomerQueue", "flow")
	case UpdateContactRecordingAndAnalyticsBehaviorSpec.Type:
		a.Parameters = a.Parameters.WithValue("VoiceBehavior.VoiceRecordingBehavior.RecordedParticipants", ListValue(TextValue("Agent")))
	}
	a.Transitions.NextAction = "z"
	for _, rule := range s.Errors {
		if rule.Presence <= Expected && rule.When.holds(a.Parameters) {
			a.Transitions.Errors = append(a.Transitions.Errors, ErrorBranch{ErrorType: rule.Type, NextAction: "z"})
		}
	}
	for _, operand := range s.results(a.Parameters).Required {
		a.Transitions.Conditions = append(a.Transitions.Conditions, ConditionBranch{"z", Condition{Operator: Equals, Operands: []string{operand}}, nil, Position{}})
	}
	return a
}

func example(p Parameter) Value {
	switch {
	case p.Reference == Only:
		return TextValue("$.Attributes.x")
	case p.Shape == Integer:
		return TextValue("7")
	case p.Shape == Flag:
		return TextValue("False")
	case p.Shape == Choice:
		return TextValue(p.Values[0])
	case p.Shape == Phone:
		return TextValue("+12025550100")
	case p.Shape == Map:
		return ObjectValue(Member{"k", TextValue("v")})
	case p.Shape == ValueMap:
		return ObjectValue(Member{"k", ObjectValue(Member{"Value", TextValue("v")})})
	case p.Shape == Words:
		return ListValue(TextValue("w"))
	}
	return TextValue("x")
}
