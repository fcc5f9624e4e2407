package settings

import "fmt"

// Feed shows the shifts of a schedule as a calendar that people subscribe to. A calendar cannot sign
// in, so who knows the id may read it; deleting the feed ends that.
type Feed struct {
	ID          string `json:"id"`
	Description string `json:"description,omitempty"`
	Schedule    string `json:"schedule"`       // an id
	User        string `json:"user,omitempty"` // an id: that user's shifts alone
}

const (
	// LeastFeedID is the shortest id of a feed. As the product makes them, each character is one of 32: 20
	// of them are 100 bits, which nobody guesses over HTTP.
	LeastFeedID = 20
	// MaxFeeds bounds the calendars of one installation: one for each user, and some.
	MaxFeeds = 1500
)

// checkFeeds checks whose shifts are shown, and that nobody guesses where.
func (c *checker) checkFeeds() {
	for i, f := range c.s.Feeds {
		at := fmt.Sprintf("feeds[%d]", i)
		c.id("feeds", i, c.feeds)
		if f.ID != "" && len(f.ID) < LeastFeedID {
			c.wrong(at+".id", "%q can be guessed, and who knows the id reads the feed: write %d random characters or more, or let the API make one", f.ID, LeastFeedID)
		}
		if f.Schedule == "" {
			c.wrong(at+".schedule", "whose shifts the feed shows is missing: write the id of a schedule")
		} else {
			c.refers(at+".schedule", "schedule", f.Schedule, c.schedules)
		}
		if f.User != "" {
			c.refers(at+".user", "user", f.User, c.users)
		}
		if n := len([]rune(f.Description)); n > MaxName {
			c.wrong(at+".description", "%d characters are too long for the name of a calendar: write at most %d", n, MaxName)
		}
	}
}
