package settings

import (
	"fmt"
	"strings"
	"testing"

	"ringdown/shared/dialplan"
	"ringdown/shared/e164"
)

// Most rules are shown by testdata/config/bad. Here are those that take long files or combinations.

func TestCheck(t *testing.T) {
	off := false
	many := func(n int) (ids []string) {
		for range n {
			ids = append(ids, "ana")
		}
		return ids
	}
	mailbox := func(s *Settings) {
		s.Teams = append(s.Teams, dialplan.Team{ID: "mail", Emails: []string{"mail@example.com"}})
		s.Lines[0].Team = "mail"
	}
	tests := []struct {
		name   string
		change func(*Settings)
		want   string // part of one problem; "" for none
	}{
		{"the smallest settings are fine", nil, ""},
		{"a menu is fine", withMenu, ""},
		{"a text of the longest length", func(s *Settings) { s.Lines[0].Sentences.Welcome.Text = strings.Repeat("ö", MaxText) }, ""},
		{"a text too long", func(s *Settings) { s.Lines[0].Sentences.Welcome.Text = strings.Repeat("ö", MaxText+1) }, "lines[0].messages.welcome.text: 1501 characters"},
		{"lines of a text", func(s *Settings) { s.Lines[0].Sentences.Welcome.Text = "One.\nTwo.\n" }, ""},
		{"a control character", func(s *Settings) { s.Lines[0].Sentences.Welcome.Text = "One\x07" }, "control character"},
		{"a price is no reference", func(s *Settings) { s.Lines[0].Sentences.Welcome.Text = "A call costs $.50" }, ""},
		{"a known reference", func(s *Settings) { s.Lines[0].Sentences.Welcome.Text = "Hello $.CustomerEndpoint.Address." }, ""},
		{"an address too long", func(s *Settings) {
			s.Lines[0].Sentences.Welcome.Audio = "https://example.com/" + strings.Repeat("a", MaxURL) + ".mp3"
		}, "at most 2000"},
		{"a query after the file", func(s *Settings) { s.Lines[0].Sentences.Welcome.Audio = "https://example.com/a.MP3?v=1" }, ""},
		{"a number in place of an address", func(s *Settings) { s.Lines[0].Sentences.Waiting.Audio = "https://%zz/a.mp3" }, "is no https address"},
		{"a tier too large", func(s *Settings) { s.Teams[0].Tiers[0] = many(MaxTierUsers + 1) }, "51 users in one tier"},
		{"too many tiers", func(s *Settings) {
			for range MaxTiers {
				s.Teams[0].Tiers = append(s.Teams[0].Tiers, []string{"ben"})
			}
		}, "11 tiers, at most 10"},
		{"too many emails", func(s *Settings) {
			for i := range MaxRecipients + 1 {
				s.Teams[0].Emails = append(s.Teams[0].Emails, fmt.Sprintf("a%d@example.com", i))
			}
		}, "21 emails, at most 20"},
		{"too many texts", func(s *Settings) {
			for i := range MaxRecipients + 1 {
				s.Teams[0].Texts = append(s.Teams[0].Texts, numbered(i))
			}
		}, "21 texts, at most 20"},
		{"a mailbox needs nobody to ring", func(s *Settings) { mailbox(s); s.Lines[0].Mode = VoicemailOnly }, ""},
		{"a switched-off line needs nobody", func(s *Settings) { mailbox(s); s.Lines[0].Enabled = &off }, ""},
		{"a live line rings somebody", mailbox, "teams[2].tiers: nobody is in this team"},
		{"two users may share a number with extensions", func(s *Settings) {
			s.Users[0].Phones[0] = dialplan.Phone{Number: "+14155550109", Extension: "1"}
			s.Users[1].Phones[0] = dialplan.Phone{Number: "+14155550109", Extension: "2"}
		}, ""},
		{"another line's number is not rung either", func(s *Settings) {
			s.Lines = append(s.Lines, Line{ID: "other", Number: s.Users[1].Phones[0].Number, Team: "platform"})
		}, `users[1].phones[0].number: this is the number of line "other"`},
		{"an email with a tag", func(s *Settings) { s.Users[0].Email = "ana.lopez+oncall@mail.example.co.uk" }, ""},
		{"an email without a domain", func(s *Settings) { s.Users[0].Email = "ana@localhost" }, "is no email address"},
		{"an email with a line break", func(s *Settings) { s.Users[0].Email = "ana@example.com\nBcc: x@example.com" }, "is no email address"},
		{"an email too long", func(s *Settings) { s.Users[0].Email = strings.Repeat("a", 250) + "@example.com" }, "is no email address"},
		{"a region without a voice of its own", func(s *Settings) { s.Lines[0].Language = "de-CH" }, ""},
		{"another name for the provider's language", func(s *Settings) { s.Lines[0].Language = "zh-CN" }, ""},
		{"a language nobody speaks", func(s *Settings) { s.Lines[0].Language = "tlh" }, `no voice speaks the language "tlh": use one of en-US`},
		{"a language without words", func(s *Settings) { s.Lines[0].Language = "ru-RU" }, `the product has no sentences in the language "ru-RU": write them under words: ru-RU:, where`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			problems := settings(test.change).Check()
			text := told(problems)
			if test.want == "" && len(problems) > 0 || !strings.Contains(text, test.want) {
				t.Errorf("want %q, got\n%s", test.want, text)
			}
		})
	}
}

func TestOneFaultBehindManyWarningsIsStillAFault(t *testing.T) {
	s := settings(func(s *Settings) {
		for i := range 3 * MaxProblems {
			s.Users = append(s.Users, dialplan.User{ID: fmt.Sprintf("u%d", i)}) // no phone: a warning each
		}
		s.Lines[0].Number = e164.Number("nonsense")
	})
	problems := s.Check()
	if len(problems) != MaxProblems || !strings.Contains(told(problems), "lines[0].number: not a phone number") {
		t.Errorf("%d problems without the one that matters", len(problems))
	}
}

func TestTheDefaultTeamIsThatOfTheLowestKey(t *testing.T) {
	s := settings(func(s *Settings) {
		withMenu(s)
		s.Lines[0].Attendant = &Attendant{Keys: map[string]string{"9": "platform", "2": "network"}}
	})
	a, _ := compiled(t, s).Flow.Action(menuDefault)
	if team, _ := a.Parameters.String("Attributes.team"); team != "network" {
		t.Errorf("the default team is %q", team)
	}
}
