package alert

import "time"

// Channel is a way to reach people. Its value is the word that settings have for it.
type Channel string

// The channels.
const (
	Topic Channel = "topic" // everybody who follows the team, wherever they read it; it has no address
	Email Channel = "email"
	Text  Channel = "sms"
	Push  Channel = "push"
	Voice Channel = "voice" // a phone is rung, and the alert read out
	Chat  Channel = "chat"
	Bus   Channel = "bus" // other programs; nobody is told by it
)

// ContactChannels are those by which a person can be reached, in the order in which they are listed.
var ContactChannels = []Channel{Text, Email, Push, Voice, Chat}

// Contact is one way to reach a person.
type Contact struct {
	Kind    Channel `json:"kind"`
	Address string  `json:"address"`
	Label   string  `json:"label,omitempty"` // what notify rules call it; the kind when left out
}

// Name is what notify rules call the contact.
func (c Contact) Name() string {
	if c.Label == "" {
		return string(c.Kind)
	}
	return c.Label
}

// NotifyRule says when a person is told by one of their contacts, counted from the beginning of the
// step that means them.
type NotifyRule struct {
	Contact      string `json:"contact"` // its label
	AfterMinutes int    `json:"afterMinutes,omitempty"`
	// Important rules are for alerts that somebody has let pass: from the second step of an
	// escalation on. A person without any is told by the others then, too.
	Important bool `json:"important,omitempty"`
}

// Person is somebody whom a step means, as settings describe them when it begins.
type Person struct {
	ID       string       `json:"id"`
	Name     string       `json:"name,omitempty"`
	Language string       `json:"language,omitempty"` // they read; "" is the line's
	Timezone string       `json:"timezone,omitempty"` // they live in (IANA); "" is UTC
	Contacts []Contact    `json:"contacts,omitempty"`
	Notify   []NotifyRule `json:"notify,omitempty"`
}

// telling is one contact of a person and when it is used.
type telling struct {
	contact Contact
	after   time.Duration
}

// tellings are the rules of a person that apply: all contacts at once where there are none.
func (p Person) tellings(important bool) []telling {
	var out []telling
	for _, r := range p.rules(important) {
		for _, c := range p.Contacts {
			if c.Name() == r.Contact {
				out = append(out, telling{c, time.Duration(r.AfterMinutes) * time.Minute})
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, c := range p.Contacts {
		out = append(out, telling{contact: c})
	}
	return out
}

func (p Person) rules(important bool) []NotifyRule {
	var normal, pressing []NotifyRule
	for _, r := range p.Notify {
		if r.Important {
			pressing = append(pressing, r)
			continue
		}
		normal = append(normal, r)
	}
	if important && len(pressing) > 0 {
		return pressing
	}
	return normal
}
