package settings

import (
	"fmt"
	"strings"
	"testing"
)

func TestTheCheckSaysWhoIsNeverReached(t *testing.T) {
	file := func(people, phones int, ring string) string {
		var users, ids []string
		for i := range people {
			var numbers []string
			for p := range phones {
				numbers = append(numbers, fmt.Sprintf(`{"number":"+1415555%d0%02d"}`, p+1, i))
			}
			users = append(users, fmt.Sprintf(`{"id":"u%d","phones":[%s]}`, i, strings.Join(numbers, ",")))
			ids = append(ids, fmt.Sprintf(`"u%d"`, i))
		}
		tiers := "[" + strings.Join(ids[:people-2], ",") + "],[" + strings.Join(ids[people-2:], ",") + "]"
		return fmt.Sprintf(`{"version":1,"users":[%s],"teams":[{"id":"support","tiers":[%s],"emails":["a@example.com"]}],
			"lines":[{"id":"l","number":"+14155550100","team":"support","ring":{%s}}]}`, strings.Join(users, ","), tiers, ring)
	}
	for name, c := range map[string]struct {
		file string
		want []string
	}{
		"eight people with two phones": {file(8, 2, ""), []string{`before u3, u4, u5, u6, u7 of team "support" rings`}},
		"four people":                  {file(4, 1, ""), nil},
		"a longer wait":                {file(8, 2, `"totalSeconds":320`), nil},
		"all at once":                  {file(8, 2, `"strategy":"all"`), []string{`tier 1 of team "support" has 12 phones: 10 of them ring together`}},
		"all at once, too many":        {file(20, 3, `"strategy":"all","totalSeconds":60`), []string{"has 54 phones", "before u10, u11"}},
	} {
		s, problems := Parse([]byte(c.file), nil)
		var all []string
		for _, p := range problems {
			all = append(all, p.String())
		}
		text := strings.Join(all, "\n")
		if len(s.Lines) != 1 || (len(c.want) == 0) != (len(all) == 0) {
			t.Errorf("%s: %s", name, text)
		}
		for _, w := range c.want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: got %s, want %q", name, text, w)
			}
		}
	}
}
