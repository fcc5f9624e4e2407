package oncall

import "slices"

// Tiers is who is on call at one instant: user ids per tier, tier 1 first, each tier in ring order.
// It has at least one tier, and as many as the schedule names; a tier of nobody is empty. No user
// is in it twice.
type Tiers [][]string

// RingOrder returns the users of all tiers in the order they are to be rung.
func (t Tiers) RingOrder() []string {
	users := []string{}
	for _, tier := range t {
		users = append(users, tier...)
	}
	return users
}

// Nobody reports whether no tier has anybody.
func (t Tiers) Nobody() bool {
	for _, tier := range t {
		if len(tier) > 0 {
			return false
		}
	}
	return true
}

// Tier returns the users of tier n (1 = primary); nil when there is no such tier.
func (t Tiers) Tier(n int) []string {
	if n < 1 || n > len(t) {
		return nil
	}
	return t[n-1]
}

// Equal reports whether the same people are on in the same order. A last tier of nobody is the same
// as no such tier.
func (t Tiers) Equal(other Tiers) bool {
	for n := 1; n <= max(len(t), len(other)); n++ {
		if !slices.Equal(t.Tier(n), other.Tier(n)) {
			return false
		}
	}
	return true
}

// Keep returns the tiers with only the users for whom known is true: an id that no longer names a
// user counts as absent.
func (t Tiers) Keep(known func(user string) bool) Tiers {
	kept := make(Tiers, len(t))
	for i, tier := range t {
		kept[i] = []string{}
		for _, user := range tier {
			if known(user) {
				kept[i] = append(kept[i], user)
			}
		}
	}
	return kept
}

func (t Tiers) clone() Tiers {
	copied := make(Tiers, len(t))
	size := 0
	for _, tier := range t {
		size += len(tier)
	}
	room := make([]string, 0, size)
	for i, tier := range t {
		start := len(room)
		room = append(room, tier...)
		copied[i] = room[start:len(room):len(room)]
	}
	return copied
}
