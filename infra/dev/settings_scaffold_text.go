package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"ringdown/shared/dialplan"
	"ringdown/shared/flow"
)

// scaffold is a settings file that is being written for flows.
type scaffold struct {
	strings.Builder
	names map[string]string // what the designer calls a queue, hours or a prompt, by its id
}

// scaffoldOf writes the settings that flows need. What nobody can read off a flow is a placeholder: it
// passes every check, and rings nobody (555-01xx is given to no subscriber, RFC 2606 keeps example.com).
func scaffoldOf(set flowSet, lenient bool) []byte {
	s := standInsFor(set)
	b := &scaffold{names: designerNames(set)}
	b.WriteString("version: 1\n")
	if lenient {
		b.WriteString("lenient: true # something in the flows cannot run here: every call takes its error branch\n")
	}
	teams := settingIDs(s.teams)
	if len(teams) == 0 {
		teams = []string{standInTeam}
	}
	hours := settingIDs(s.hours)
	b.people(settingIDs(s.agents), teams)
	b.list("hours", hours, func(id string) {
		b.put("    tz: UTC %s the time zone of the hours %s\n", fillIn, b.name(id))
		b.put("    windows: [{days: [MO, TU, WE, TH, FR], start: \"09:00\", minutes: 480}] %s when %s are open\n", fillIn, b.name(id))
	})
	section(b, "prompts", settingIDs(s.prompts), func(id string) {
		b.put("  %s: https://example.com/%s.mp3 %s the address of the recording %s\n", quoted(id), url.PathEscape(id), fillIn, b.name(id))
	})
	section(b, "functions", slices.Sorted(maps.Keys(s.answers)), func(arn string) {
		b.put("  - %s %s this function's ARN in your account, if it is another; flows name it, too\n", quoted(arn), fillIn)
	})
	b.bots(s.bots)
	b.flows(set, s.values, teams[0])
	return []byte(b.String())
}

// people are one placeholder to ring, and those whom flows name.
func (b *scaffold) people(agents, teams []string) {
	b.list("users", append([]string{"somebody"}, agents...), func(id string) {
		n := strings.Count(b.String(), "- number:")
		b.put("    phones:\n      - number: +1202555%04d %s a phone of %s\n", 100+n, fillIn, b.name(id))
	})
	b.list("teams", teams, func(id string) {
		b.put("    name: %s\n", quoted(b.name(id)))
		b.put("    tiers: [[somebody]] %s who is rung for %s: ids of users, or a schedule:\n", fillIn, b.name(id))
		b.put("    emails: [%s@example.com] %s who hears of messages and missed calls\n", id, fillIn)
	})
}

func (b *scaffold) bots(bots []dialplan.Bot) {
	section(b, "bots", bots, func(bot dialplan.Bot) {
		b.put("  - id: %s\n    intents:\n", quoted(bot.ID))
		if len(bot.Intents) == 0 {
			bot.Intents = []dialplan.Intent{{Intent: "FallbackIntent", Key: botKeys[:1]}}
		}
		for _, in := range bot.Intents {
			b.put("      - {intent: %s, key: %q, words: %s} %s the key, and what is said for it\n", quoted(in.Intent), in.Key, quoted(in.Intent), fillIn)
		}
	})
}

// flows are the flows that others name, and a line for each of the rest that a call can begin in.
func (b *scaffold) flows(set flowSet, values map[string][]string, team string) {
	var named, lines []string
	for i, names := range set.called(values) {
		f := set[i]
		begins := !f.flow.Module() && (f.flow.Type() == "" || f.flow.Type() == "contactFlow")
		if len(names) == 0 && begins {
			lines = append(lines, f.file)
			continue
		}
		if len(names) == 0 {
			names = []string{flowID(f.names[0])}
		}
		for _, name := range names {
			named = append(named, fmt.Sprintf("  %s: %s\n", quoted(name), quoted(f.file)))
		}
	}
	if len(lines) == 0 { // they name each other in a circle, or a call begins in none
		for _, f := range set {
			if !f.flow.Module() {
				lines = []string{f.file}
				break
			}
		}
	}
	section(b, "flows", named, func(line string) { b.WriteString(line) })
	n, taken := 0, []string{}
	section(b, "lines", lines, func(file string) {
		id := lineID(file)
		if id == "" || slices.Contains(taken, id) {
			id = fmt.Sprintf("line-%d", n+1)
		}
		taken = append(taken, id)
		b.put("  - id: %s\n", id)
		b.put("    number: +1415555%04d %s the number that callers of %s dial\n", 100+n, fillIn, file)
		b.put("    flow: %s\n", quoted(file))
		b.put("    team: %s %s who hears of calls that chose nobody\n", quoted(team), fillIn)
		n++
	})
}

func (b *scaffold) put(format string, args ...any) { fmt.Fprintf(b, format, args...) }

// list writes a list of what has ids.
func (b *scaffold) list(key string, ids []string, rest func(id string)) {
	section(b, key, ids, func(id string) {
		b.put("  - id: %s\n", quoted(id))
		rest(id)
	})
}

// name is what the designer calls an id.
func (b *scaffold) name(id string) string {
	return strings.Join(strings.Fields(cmp.Or(b.names[id], id)), " ") // on one line: it stands in comments
}

// section writes a key with its entries, and nothing where there are none.
func section[T any](b *scaffold, key string, all []T, entry func(T)) {
	if len(all) == 0 {
		return
	}
	b.put("\n%s:\n", key)
	for _, x := range all {
		entry(x)
	}
}

// settingIDs are the ids under which settings know what flows name, each once, in order.
func settingIDs(names []string) (ids []string) {
	for _, name := range names {
		if id := flowID(name); !slices.Contains(ids, id) && !strings.HasPrefix(id, "https://") {
			ids = append(ids, id)
		}
	}
	return ids
}

// flowID is the id in an ARN, without a version; another name stays as it is.
func flowID(name string) string {
	if !strings.HasPrefix(name, "arn:") {
		return name
	}
	spellings := dialplan.Spellings(name)
	return spellings[len(spellings)-1]
}

// lineIDMax keeps ids of lines short enough to type.
const lineIDMax = 40

// lineID makes an id of the name of a file; "" where nothing of it can be in one.
func lineID(file string) string {
	id := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return '-'
	}, strings.ToLower(strings.TrimSuffix(file, ".json")))
	return strings.Trim(id[:min(len(id), lineIDMax)], "-")
}

// quoted is a text as YAML: a JSON string is one.
func quoted(text string) string {
	out, _ := json.Marshal(text) // a string always encodes
	return string(out)
}

// designerNames reads the names that exports give for ids, where they do.
func designerNames(set flowSet) map[string]string {
	names := map[string]string{}
	for _, f := range set {
		var d struct {
			Actions map[string]struct {
				Parameters map[string]json.RawMessage `json:"parameters"`
			} `json:"ActionMetadata"`
		}
		_ = json.Unmarshal(f.flow.Metadata, &d) // free-form: another shape names nothing
		for action, m := range d.Actions {
			a, _ := f.flow.Action(action)
			for parameter, text := range m.Parameters {
				var shown struct {
					Name string `json:"displayName"`
				}
				id, _ := a.Parameters.String(parameter)
				if json.Unmarshal(text, &shown) == nil && shown.Name != "" && id != "" && len(flow.References(id)) == 0 {
					names[flowID(id)] = shown.Name
				}
			}
		}
	}
	return names
}
