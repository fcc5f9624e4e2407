package call

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ringdown/shared/flow"
	"ringdown/shared/flow/check"
	"ringdown/shared/problem"
)

// author writes flows at random from the catalogue of the language: parameters by their
// shape, results and error branches by the rules of each type.
type author struct {
	*rand.Rand
	ids []string
}

// some gives one of a list.
func some[T any](r *author, list ...T) T { return list[r.IntN(len(list))] }

func (r *author) maybe() bool { return r.IntN(2) == 0 }

// supported are the types a flow may use.
func supported() (specs []check.Spec) {
	for _, s := range check.Language().Specs() {
		if s.Unsupported == "" {
			specs = append(specs, s)
		}
	}
	return specs
}

// flow writes a document of up to twenty actions, the last of which hangs up.
func (r *author) flow() flow.Flow {
	specs := supported()
	disconnect, _ := check.Language().Spec("DisconnectParticipant")
	r.ids = nil
	for i := range 2 + r.IntN(19) {
		r.ids = append(r.ids, fmt.Sprint("a", i))
	}
	f := flow.Flow{Version: flow.Version, StartAction: r.ids[0]}
	for i, id := range r.ids {
		spec := some(r, specs...)
		if i == len(r.ids)-1 {
			spec = disconnect
		}
		f.Actions = append(f.Actions, r.action(id, spec))
	}
	return f
}

func (r *author) action(id string, spec check.Spec) flow.Action {
	a := flow.Action{Identifier: id, Type: spec.Type, Parameters: r.parameters(spec)}
	if spec.Terminal {
		return a
	}
	t := &a.Transitions
	if !spec.Leaves || r.maybe() {
		t.NextAction = some(r, r.ids...)
	}
	for _, results := range spec.Results {
		if !holds(results.When, a.Parameters) {
			continue
		}
		r.conditions(t, results)
		break
	}
	seen := map[string]bool{}
	for _, e := range spec.Errors {
		if holds(e.When, a.Parameters) && !seen[e.Type] && (e.Presence == check.Required || e.Presence != check.Refused && r.maybe()) {
			seen[e.Type] = true
			t.Errors = append(t.Errors, flow.ErrorBranch{ErrorType: e.Type, NextAction: some(r, r.ids...)})
		}
	}
	return a
}

func (r *author) conditions(t *flow.Transitions, results check.Results) {
	if len(results.Operators) == 0 {
		return
	}
	operands := slices.Clone(results.Required)
	for range r.IntN(3) {
		list := []string{"1", "50"} // numbers, for the operators that want them
		if len(results.Values) > 0 {
			list = results.Values
		}
		operands = append(operands, some(r, list...))
	}
	slices.Sort(operands)
	for _, operand := range slices.Compact(operands) {
		operator := results.Operators[0]
		if len(results.Required) == 0 {
			operator = some(r, results.Operators...)
		}
		t.Conditions = append(t.Conditions, flow.ConditionBranch{
			NextAction: some(r, r.ids...), Condition: flow.Condition{Operator: operator, Operands: []string{operand}},
		})
	}
}

// holds reads a rule's condition as the checker does.
func holds(w check.When, p flow.Parameters) bool {
	if w.Path == "" {
		return true
	}
	ok := p.Has(w.Path)
	if ok && w.Value != "" {
		text, _ := p.String(w.Path)
		ok = strings.EqualFold(text, w.Value)
	}
	return ok != w.Not
}

// parameters writes those that are required, one of each group, and some of the rest
// that are not refused.
func (r *author) parameters(spec check.Spec) flow.Parameters {
	var p flow.Parameters
	left, kept := map[string]bool{}, map[string]bool{} // what groups exclude, and what they ask for
	for _, g := range spec.OneOf {
		chosen := some(r, g.Names...)
		for _, name := range g.Names {
			full := strings.TrimPrefix(g.In+"."+name, ".")
			left[full] = left[full] || name != chosen
			kept[full] = kept[full] || name == chosen
		}
	}
	element := flow.NewParameters()
	list := ""
	for _, param := range spec.Parameters {
		if param.Unread.Severity == problem.Error || within(left, param.Name) || !param.Required && !within(kept, param.Name) && r.IntN(3) == 0 {
			continue
		}
		if in, name, ok := strings.Cut(param.Name, "[]."); ok {
			list, element = in, element.WithValue(name, r.value(param))
			continue
		}
		p = p.WithValue(param.Name, r.value(param))
	}
	if list != "" {
		p = p.WithValue(list, flow.ListValue(element.Value()))
	}
	return p
}

func within(groups map[string]bool, name string) bool {
	for g, in := range groups {
		if in && (name == g || strings.HasPrefix(name, g+".") || strings.HasPrefix(name, g+"[].")) {
			return true
		}
	}
	return false
}

func (r *author) value(p check.Parameter) flow.Value {
	if p.Reference == check.Only || p.Reference != check.Static && r.IntN(4) == 0 && p.Shape < check.Words {
		return flow.TextValue(some(r, "$.Attributes.a", "$.StoredCustomerInput", "$.External.x", "$.FlowAttributes.a", "$.Queue.Name"))
	}
	text := func(list ...string) flow.Value { return flow.TextValue(some(r, list...)) }
	switch p.Shape {
	case check.Integer:
		high := p.Min + 40
		if p.Max > 0 {
			high = min(p.Max, high)
		}
		return flow.TextValue(strconv.Itoa(max(p.Min, 0) + r.IntN(max(high-max(p.Min, 0), 0)+1)))
	case check.Flag:
		return text("True", "False", "true")
	case check.Choice:
		return text(p.Values...)
	case check.Phone:
		return text("+14155550133", "+442079460102")
	case check.Keys:
		return text(p.Values[0][r.IntN(len(p.Values[0])):][:1])
	case check.Words:
		return flow.ListValue(text(append(slices.Clone(p.Values), "a")[:max(len(p.Values), 1)]...))
	case check.Map:
		return flow.ObjectValue(flow.Member{Name: some(r, "a", "team"), Value: text("support", "$.StoredCustomerInput", "x")})
	case check.ValueMap:
		return flow.ObjectValue(flow.Member{Name: "a", Value: flow.ObjectValue(flow.Member{Name: "Value", Value: text("1", "$.Attributes.a")})})
	case check.Free:
		return flow.ObjectValue(flow.Member{Name: "k", Value: text("v", "$.Recording.Url")})
	}
	return text(r.texts(p.Name)...)
}

// texts are words for a parameter, some of them ids that exist.
func (r *author) texts(name string) []string {
	switch name[strings.LastIndexByte(name, '.')+1:] {
	case "SSML":
		return []string{"<speak>Hello <break time='1s'/></speak>", "<speak>broken", "plain"}
	case "PromptId", "Uri":
		return []string{"welcome", "https://cdn.example.com/a.mp3", "none"}
	case "FlowModuleId", "ContactFlowId", "CustomerQueue", "AgentWhisper", "CustomerWhisper", "CustomerRemaining":
		return []string{"other", "module", "arn:aws:connect:x:1:instance/i/contact-flow/other", "none"}
	case "TeamId", "QueueId":
		return []string{"support", "billing", "empty", "none"}
	case "AgentId":
		return []string{"ana", "none"}
	case "TextToSpeechVoice":
		return []string{"Joanna", "Vicki", "Nobody"}
	case "LanguageCode":
		return []string{"en-US", "es-ES", "zz"}
	case "LambdaFunctionARN":
		return []string{fuzzedFunction, "arn:aws:lambda:x:1:function:other"}
	case "CountryCode":
		return []string{"US", "GB", "XX"}
	}
	return []string{"Hello.", " ", "One. " + strings.Repeat("Two three. ", 400), "$.Attributes.a and $.StoredCustomerInput.", "<speak>x</speak>"}
}

const fuzzedFunction = "arn:aws:lambda:eu-west-2:123456789012:function:look-up"

// TestGeneratedFlowsAreFlows: the generator is of use only while most of what it writes
// could be attached to a line, and while it uses every type.
func TestGeneratedFlowsAreFlows(t *testing.T) {
	const flows = 300
	attachable, used, why := 0, map[string]bool{}, map[string]int{}
	for seed := range uint64(flows) {
		r := &author{Rand: rand.New(rand.NewPCG(seed, 1))}
		f := r.flow()
		findings := check.Findings(f, check.Language())
		if check.Attachable(findings) {
			attachable++
		}
		for _, finding := range findings {
			if finding.Severity == problem.Error {
				why[finding.Rule+": "+finding.Message]++
			}
		}
		for _, a := range f.Actions {
			used[a.Type] = true
		}
	}
	if attachable < flows*3/4 {
		t.Errorf("%d of %d can be attached; the faults: %v", attachable, flows, why)
	}
	for _, s := range supported() {
		if !used[s.Type] {
			t.Errorf("no flow has %s", s.Type)
		}
	}
}
