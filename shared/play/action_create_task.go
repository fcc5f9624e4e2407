package play

import (
	"slices"
	"strings"
	"time"

	"ringdown/shared/flow"
)

// taskOfMessage is how the name of a task ends that is about a message.
const taskOfMessage = "voicemail"

// titleMax bounds what an alert says of itself: it is kept with the call, and an SMS
// has 160 characters.
const titleMax = 300

// createTask raises an alert. ContactFlowId names what it is about, by name or by the
// last part of an ARN: one that ends in "voicemail" waits for the recording, and so does
// a task with a reference to it; every other one goes out at once, or DelaySeconds or
// ScheduledTime later. Name, Description and the references with fixed values are what
// people read; the recording itself is behind the link that every alert has. Attributes
// and templates belong to task lists that do not exist here. NoMatchingError when a
// call has raised too many, and for a time that is none.
var createTask = action{
	begin: func(r *Run, a flow.Action) outcome {
		links, recorded := r.taskLinks(a.Parameters)
		due, ok := r.taskDue(a.Parameters)
		said := append([]string{r.Text(a.Parameters, "Name"), r.Text(a.Parameters, "Description")}, links...)
		said = slices.DeleteFunc(said, func(s string) bool { return strings.TrimSpace(s) == "" })
		task := Task{
			Title: shortened(strings.Join(said, " - "), titleMax), Due: due, Unasked: r.at.InBuiltInFlow(),
			OfMessage: recorded || strings.HasSuffix(r.Text(a.Parameters, "ContactFlowId"), taskOfMessage),
		}
		if !ok || !r.host.Raise(task) {
			return failed(flow.NoMatchingError)
		}
		return done(flow.Succeed())
	},
}

// taskLinks reads the references of a task. One to the recording is left out: its
// address is the provider's, and works for nobody else.
func (v View) taskLinks(p flow.Parameters) (links []string, recorded bool) {
	references, _ := p.Object("References")
	for _, m := range references.Value().Members() {
		raw, ok := m.Value.Text()
		if inner, wrapped := m.Value.Member("Value"); wrapped {
			raw, ok = inner.Text()
		}
		if strings.Contains(raw, "$.Recording.") {
			recorded = true
			continue
		}
		if value := v.expand(raw); ok && value != "" {
			links = append(links, m.Name+": "+value)
		}
	}
	return links, recorded
}

// taskDue is when a task begins; zero is at once.
func (h hostView) taskDue(p flow.Parameters) (time.Time, bool) {
	const longest = 518_400 // seconds: six days (Amazon Connect flow language, CreateTask)
	if text := h.Text(p, "ScheduledTime"); text != "" {
		at, err := time.Parse(time.RFC3339, text)
		return at.UTC(), err == nil && at.Before(h.host.Now().Add(longest*time.Second))
	}
	if seconds := h.number(p, "DelaySeconds", 0, 0, longest); seconds > 0 {
		return h.host.Now().Add(time.Duration(seconds) * time.Second), true
	}
	return time.Time{}, true
}

func shortened(text string, characters int) string {
	if r := []rune(text); len(r) > characters {
		return string(r[:characters-1]) + "…"
	}
	return text
}
