package oncall

import "slices"

// apply does what an override says to the tiers in place. A tier outside the list is left alone.
func apply(o *Override, tiers Tiers) {
	for i := range tiers {
		if o.Tier != 0 && o.Tier != i+1 {
			continue
		}
		tiers[i] = applyToTier(o, tiers[i])
	}
}

func applyToTier(o *Override, users []string) []string {
	switch o.Mode {
	case Cover:
		return append(users[:0], o.Users...)
	case Add:
		return append(users, o.Users...)
	case Remove:
		return slices.DeleteFunc(users, func(user string) bool { return slices.Contains(o.Users, user) })
	case Swap:
		i := slices.Index(users, o.Replaces)
		if i < 0 {
			return users
		}
		users = slices.Replace(users, i, i+1, o.Users...)
		after := i + len(o.Users)
		rest := slices.DeleteFunc(users[after:], func(user string) bool { return user == o.Replaces })
		return users[:after+len(rest)]
	}
	return users
}

// firstPlaceOnly leaves every user only in the first place that has them, tier 1 first, so that
// nobody is rung twice.
func firstPlaceOnly(tiers Tiers) {
	count := 0
	for _, tier := range tiers {
		count += len(tier)
	}
	var seen map[string]bool
	if count > manyUsers {
		seen = make(map[string]bool, count)
	}
	for i, tier := range tiers {
		kept := tier[:0]
		for _, user := range tier {
			if seen != nil {
				if seen[user] {
					continue
				}
				seen[user] = true
			} else if slices.Contains(kept, user) || inEarlier(tiers[:i], user) {
				continue
			}
			kept = append(kept, user)
		}
		tiers[i] = kept
	}
}

func inEarlier(tiers Tiers, user string) bool {
	for _, tier := range tiers {
		if slices.Contains(tier, user) {
			return true
		}
	}
	return false
}
