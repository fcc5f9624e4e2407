package oncall

// Members lists every group of users in the layers of a schedule.
func Members(s Schedule) (groups [][]string) {
	for _, l := range s.Layers {
		groups = append(groups, l.Users)
		if l.Rotation != nil {
			groups = append(groups, l.Rotation.Turns...)
		}
	}
	return groups
}

// Everybody lists every group of users that a schedule may ever put on call, those of its overrides
// too.
func Everybody(s Schedule) [][]string {
	groups := Members(s)
	for _, o := range s.Overrides {
		groups = append(groups, o.Users)
	}
	return groups
}
