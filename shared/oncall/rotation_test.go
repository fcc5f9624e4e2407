package oncall_test

import "testing"

// A layer that says from when it is in force has somebody from then on, though the first handoff that was
// written lies ahead: the turns go on backwards.
func TestARotationGoesBackwardsBeforeItsAnchor(t *testing.T) {
	s := scheduleOf(t, `{"tz":"UTC","layers":[{"id":"l","from":"2025-05-30T08:00:00Z","rotation":{"unit":"day","anchor":"2025-06-02T08:00","turns":[["A"],["B"],["C"]]}}]}`)
	expect(t, s,
		sample{"2025-05-30T07:59:59Z", "-"},
		sample{"2025-05-30T08:00:00Z", "A"},
		sample{"2025-05-31T12:00:00Z", "B"},
		sample{"2025-06-02T07:59:59Z", "C"},
		sample{"2025-06-02T08:00:00Z", "A"},
	)
}
