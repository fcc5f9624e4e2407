package oncall

import "time"

// Balance is how evenly the hours of tier 1 are shared.
type Balance struct {
	Hours    []UserHours `json:"hours"` // in the order of first appearance
	Score    float64     `json:"score"` // 0 to 1: the mean over pairs of users of fewer ÷ more hours; 1 when there is no pair
	Balanced bool        `json:"balanced"`
}

// UserHours is the time one user is on call in a tier, in hours.
type UserHours struct {
	User  string  `json:"user"`
	Hours float64 `json:"hours"`
}

// BalanceOf returns the balance of tier n (1 = primary) over shifts as Final renders them. users
// are people who are to count even when they have no hours, such as the participants of a rotation;
// others are added as they appear. A score of 0.95 or more counts as balanced, Grafana OnCall's
// measure: turns of unequal length (a 23-hour day) make 1 unreachable.
func BalanceOf(shifts []Shift, tier int, users []string) Balance {
	b := Balance{Hours: []UserHours{}, Score: 1}
	place := map[string]int{}
	seat := func(user string) int {
		i, ok := place[user]
		if !ok {
			i = len(b.Hours)
			place[user] = i
			b.Hours = append(b.Hours, UserHours{User: user})
		}
		return i
	}
	for _, user := range users {
		seat(user)
	}
	for _, shift := range shifts {
		hours := shift.To.Sub(shift.From).Seconds() / time.Hour.Seconds()
		for _, user := range shift.Tiers.Tier(tier) {
			b.Hours[seat(user)].Hours += hours
		}
	}
	pairs, sum := 0, 0.0
	for i := range b.Hours {
		for j := i + 1; j < len(b.Hours); j++ {
			pairs++
			sum += evenness(b.Hours[i].Hours, b.Hours[j].Hours)
		}
	}
	if pairs > 0 {
		b.Score = sum / float64(pairs)
	}
	b.Balanced = b.Score >= balancedFrom
	return b
}

func evenness(a, b float64) float64 {
	if a == b {
		return 1 // two without hours are even too
	}
	return min(a, b) / max(a, b)
}
