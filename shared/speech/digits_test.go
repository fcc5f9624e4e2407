package speech

import "testing"

func TestNumbersAreReadDigitByDigit(t *testing.T) {
	tests := map[string]string{
		"Thank you, +14155550123.":                  "Thank you, 1, 4 1 5, 5 5 5, 0 1 2 3.",
		"Call 4155550123 now":                       "Call 4 1 5, 5 5 5, 0 1 2 3 now",
		"Call 415-555-0123 or (415) 555-0123.":      "Call 4 1 5, 5 5 5, 0 1 2 3 or (4 1 5, 5 5 5, 0 1 2 3.",
		"Ihre Nummer: +49 30 9018 2041":             "Ihre Nummer: 4 9, 3 0, 9 0 1 8, 2 0 4 1",
		"Order 48213 or 77120":                      "Order 4 8 2, 1 3 or 7 7 1, 2 0",
		"Ticket 12345678":                           "Ticket 1 2 3 4, 5 6 7 8",
		"Nummer 030 90182041":                       "Nummer 0 3 0, 9 0 1 8 2 0 4 1",
		"12345678901":                               "1 2 3, 4 5 6 7, 8 9 0 1",
		"Since 2026, 24 hours, 10 000 times, 9-5":   "Since 2026, 24 hours, 10 000 times, 9-5",
		"On 2026-05-04 it cost $48000, or 48213.50": "On 2026-05-04 it cost $48000, or 48213.50",
		"48000 € or 10,000 or 100%":                 "48000 € or 10,000 or 100%",
		"90000 ms, 12000 dollars":                   "90000 ms, 12000 dollars",
		"1 4 1 5 5 5 5 0 1 9 9":                     "1 4 1 5 5 5 5 0 1 9 9",
		"+1 and C++ and +12":                        "+1 and C++ and +12",
		"Größe 12345 für 9":                         "Größe 1 2 3, 4 5 für 9",
		"":                                          "",
	}
	for text, want := range tests {
		if got := Digits(text); got != want {
			t.Errorf("%q is spoken %q, want %q", text, got, want)
		}
		if got := Digits(Digits(text)); got != Digits(text) {
			t.Errorf("%q is spoken %q the second time", text, got)
		}
	}
}

func TestKeyedDigitsAreSpelledHoweverFew(t *testing.T) {
	for number, want := range map[string]string{"12": "1 2", "2026": "2 0 2 6", "+14155550123": "1, 4 1 5, 5 5 5, 0 1 2 3", "Timeout": "Timeout", "": "", "+": "+", "1#": "1#"} {
		if got := Spell(number); got != want {
			t.Errorf("%q is spelled %q, want %q", number, got, want)
		}
	}
}

func TestNumbersInSSMLAreLeftToItsOwnTags(t *testing.T) {
	said := Speak(`<speak>Order 48213, <say-as interpret-as="cardinal">48213</say-as></speak>`, "en-US", 0)
	if want := `<speak>Order 4 8 2, 1 3, <say-as interpret-as="cardinal">48213</say-as></speak>`; len(said) != 1 || said[0].Text != want {
		t.Errorf("got %+v, want %q", said, want)
	}
}

func FuzzDigitsChangeNothingElse(f *testing.F) {
	f.Add("Call (415) 555-0123, +49 30 901820, 12.345 €")
	f.Add("+")
	f.Fuzz(func(t *testing.T, text string) {
		only := func(s string) (digits, rest string) {
			for _, r := range s {
				switch {
				case r >= '0' && r <= '9':
					digits += string(r)
				case r == ' ' || r == ',' || r == '-' || r == '/' || r == '(' || r == ')' || r == '+':
				default:
					rest += string(r)
				}
			}
			return digits, rest
		}
		d1, r1 := only(text)
		d2, r2 := only(Digits(text))
		if d1 != d2 || r1 != r2 {
			t.Errorf("%q is spoken %q", text, Digits(text))
		}
	})
}
