package call

import (
	"fmt"
	"strings"
	"testing"
)

func tags(n int) string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf(`"t%d":"v%d"`, i, i))
	}
	return `{"Tags":{` + strings.Join(all, ",") + `}}`
}

func TestTagsArePutOnAndTakenOff(t *testing.T) {
	reaches(t, "v0 v1, then  v1 | yes.", ends(
		act("start", "TagContact", tags(2), "before", "!NoMatchingError > failed"),
		set("before", "was", "$.Tags.t0 $.Tags.t1", "off"),
		act("off", "UntagContact", `{"TagKeys":["t0","never"]}`, "tell", "!NoMatchingError > failed"),
		speak("tell", "$.Attributes.was, then $.Tags.t0 $.Tags.t1", "yes")))
	r := newRig(t, ends(act("start", "TagContact", tags(1), "off"), act("off", "UntagContact", `{"TagKeys":["t0"]}`, "yes")))
	r.wants("hears", r.arrive().Script, "yes.")
}

func TestTagsThatAmazonWouldRefuseFail(t *testing.T) {
	for name, parameters := range map[string]string{
		"seven": tags(7), "Amazon's own": `{"Tags":{"aws:x":"1"}}`, "one without a name": `{"Tags":{"":"1"}}`,
		"a long one": `{"Tags":{"a":"` + strings.Repeat("x", 2304) + `"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			reaches(t, "failed.", ends(act("start", "TagContact", parameters, "yes", "!NoMatchingError > failed")))
		})
	}
	reaches(t, "failed.", ends(act("start", "TagContact", tags(6), "more", "!NoMatchingError > no"),
		act("more", "TagContact", `{"Tags":{"seventh":"1"}}`, "yes", "!NoMatchingError > failed")))
}
