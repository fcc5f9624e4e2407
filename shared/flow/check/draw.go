package check

import (
	"fmt"
	"slices"
	"strings"

	"ringdown/shared/flow"
)

// Draw gives the flow as a Mermaid flowchart: solid arrows for what follows and for conditions,
// dotted ones for errors. NextAction is left out where conditions or NoMatchingCondition decide,
// because there it is a copy. Nothing in the document can break out of its label.
func Draw(f flow.Flow) string {
	d := drawing{index: make(map[string]int, len(f.Actions))}
	for i, a := range f.Actions {
		if _, taken := d.index[a.Identifier]; !taken {
			d.index[a.Identifier] = i
		}
	}
	d.line("flowchart TD")
	d.line(`  start((" "))`)
	for i, a := range f.Actions {
		opening, closing := "[", "]"
		if len(arrows(a)) == 0 {
			opening, closing = "([", "])"
		}
		d.line(fmt.Sprintf("  n%d%s\"%s\"%s", i, opening, caption(a), closing))
	}
	d.arrow("start", f.StartAction, "-->", "")
	for i, a := range f.Actions {
		for _, to := range arrows(a) {
			d.arrow(fmt.Sprintf("n%d", i), to.next, to.line, strings.Join(to.labels, ", "))
		}
	}
	if d.missing {
		d.line(`  missing{{"no such action"}}`)
	}
	return d.out.String()
}

type drawing struct {
	out     strings.Builder
	index   map[string]int
	missing bool
}

func (d *drawing) line(s string) { d.out.WriteString(s + "\n") }

func (d *drawing) arrow(from, to, line, label string) {
	target := "missing"
	if i, ok := d.index[to]; ok {
		target = fmt.Sprintf("n%d", i)
	} else {
		d.missing = true
	}
	if label != "" {
		line += `|"` + escape(label) + `"|`
	}
	d.line(fmt.Sprintf("  %s %s %s", from, line, target))
}

type arrow struct {
	next, line string
	labels     []string
}

// arrows lists where an action leads, branches to the same place joined, in the order of the
// document.
func arrows(a flow.Action) []arrow {
	const solid, dotted = "-->", "-.->"
	var all []arrow
	add := func(next, line, label string) {
		i := slices.IndexFunc(all, func(b arrow) bool { return b.next == next && b.line == line })
		if i < 0 {
			i, all = len(all), append(all, arrow{next: next, line: line})
		}
		if label != "" {
			all[i].labels = append(all[i].labels, label)
		}
	}
	t := a.Transitions
	for _, c := range t.Conditions {
		add(c.NextAction, solid, label(c.Condition))
	}
	if _, decided := t.OnError(flow.NoMatchingCondition); t.NextAction != "" && !decided && len(t.Conditions) == 0 {
		add(t.NextAction, solid, "")
	}
	for _, e := range t.Errors {
		add(e.NextAction, dotted, e.ErrorType)
	}
	return all
}

func label(c flow.Condition) string {
	operand := strings.Join(c.Operands, ", ")
	switch c.Operator {
	case flow.Equals:
		return operand
	case flow.NumberGreaterThan:
		return "> " + operand
	case flow.NumberGreaterOrEqualTo:
		return "≥ " + operand
	case flow.NumberLessThan:
		return "< " + operand
	case flow.NumberLessOrEqualTo:
		return "≤ " + operand
	}
	return strings.ToLower(strings.TrimPrefix(string(c.Operator), "Text")) + " " + operand
}

// caption is the name people gave the action, its type, and the beginning of what it says. The
// console's generated names say nothing and are left out.
func caption(a flow.Action) string {
	var lines []string
	if a.Identifier != "" && !generated(a.Identifier) {
		lines = append(lines, escape(a.Identifier))
	}
	lines = append(lines, escape(a.Type))
	if text, ok := a.Parameters.String("Text"); ok && strings.TrimSpace(text) != "" {
		lines = append(lines, escape(text))
	}
	return strings.Join(lines, "<br/>")
}

// generated recognizes a UUID by its shape.
func generated(id string) bool {
	return len(id) == 36 && id[8] == '-' && id[13] == '-' && id[18] == '-' && id[23] == '-' &&
		strings.Trim(strings.ToLower(id), "0123456789abcdef-") == ""
}

// escape makes a text safe inside a quoted Mermaid label, by Mermaid's own character codes, and
// shortens it.
func escape(s string) string {
	const longest = 60
	var out strings.Builder
	n := 0
	for _, c := range s {
		if n++; n > longest {
			out.WriteString("…")
			break
		}
		switch {
		case c < ' ' || c == 0x7f || c == '\u2028' || c == '\u2029':
			out.WriteByte(' ')
		case strings.ContainsRune("\"#<>&`|\\;{}[]()", c):
			fmt.Fprintf(&out, "#%d;", c)
		default:
			out.WriteRune(c)
		}
	}
	return out.String()
}
