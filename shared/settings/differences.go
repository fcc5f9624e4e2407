package settings

import (
	"encoding/json"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ringdown/shared/resource"
)

// maxDetails bounds what one audit record says of one resource; the versions hold the rest.
const maxDetails = 100

// differences lists what a new version changes, by JSON pointers, in a fixed order. Digits of phone
// numbers are masked: the audit is read by more people than the settings.
func differences(of resource.Ref, version int, before, after json.RawMessage) []resource.Detail {
	d := detailing{of: of, version: version}
	d.compare("", plainJSON(before), plainJSON(after))
	return d.found
}

// Differences says what is different between two versions of a resource.
func Differences(before, after resource.Resource) []resource.Detail {
	return differences(after.Ref, after.Version, before.Body, after.Body)
}

func plainJSON(body json.RawMessage) any {
	var v any
	if body != nil && json.Unmarshal(body, &v) != nil {
		return string(body)
	}
	return v
}

type detailing struct {
	of      resource.Ref
	version int
	found   []resource.Detail
}

func (d *detailing) compare(pointer string, was, is any) {
	if reflect.DeepEqual(was, is) || len(d.found) == maxDetails {
		return
	}
	if a, b := children(was), children(is); a != nil && b != nil {
		keys := slices.Collect(maps.Keys(a))
		for k := range b {
			if _, both := a[k]; !both {
				keys = append(keys, k)
			}
		}
		slices.SortFunc(keys, byNumber)
		for _, k := range keys {
			d.compare(pointer+"/"+strings.NewReplacer("~", "~0", "/", "~1").Replace(k), a[k], b[k])
		}
		return
	}
	d.found = append(d.found, resource.Detail{Of: d.of, Pointer: pointer, Was: Masked(was), Is: Masked(is), Version: d.version})
}

// byNumber sorts places of a list as numbers, names as text.
func byNumber(a, b string) int {
	x, errX := strconv.Atoi(a)
	y, errY := strconv.Atoi(b)
	if errX == nil && errY == nil {
		return x - y
	}
	return strings.Compare(a, b)
}

// children are the members of an object or a list, by key or place; nil for a plain value.
func children(v any) map[string]any {
	switch v := v.(type) {
	case map[string]any:
		return v
	case []any:
		out := map[string]any{}
		for i, e := range v {
			out[strconv.Itoa(i)] = e
		}
		return out
	}
	return nil
}

var phoneDigits = regexp.MustCompile(`\+[0-9]{5,}`)

// Masked hides all but the last three digits of every phone number in a JSON value.
func Masked(v any) any {
	switch v := v.(type) {
	case string:
		return phoneDigits.ReplaceAllStringFunc(v, func(n string) string {
			return "+" + strings.Repeat("*", len(n)-4) + n[len(n)-3:]
		})
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = Masked(e)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[k] = Masked(e)
		}
		return out
	}
	return v
}
