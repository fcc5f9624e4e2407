package call

import (
	"strings"
	"testing"
	"time"

	"ringdown/shared/ncco"
	"ringdown/shared/speech"
)

func menuOf(parameters string) string {
	return ends(act("start", "GetParticipantInput", parameters, "rest", "Equals 1 > yes", "Equals # > next",
		"!InputTimeLimitExceeded > no", "!NoMatchingCondition > rest", "!NoMatchingError > failed"))
}

// storeOf is an input that is stored, and then said.
func storeOf(parameters string) string {
	return ends(act("start", "GetParticipantInput", `{"Text":"Number?","StoreInput":"True",`+parameters+`}`, "tell", "!NoMatchingError > failed", "!InvalidPhoneNumber > no"),
		speak("tell", "got $.StoredCustomerInput", "yes"))
}

const (
	fourDigits = `"InputTimeLimitSeconds":"5","InputValidation":{"CustomValidation":{"MaximumLength":"4"}}`
	got        = "got "
)

// input is the input a script ends with.
func (r *rig) input(s ncco.Script) ncco.Input {
	r.t.Helper()
	if len(s) == 0 {
		r.t.Fatalf("no script (at %q)", r.c.Flow.Action)
	}
	in, ok := s[len(s)-1].(ncco.Input)
	if !ok {
		r.t.Fatalf("%q ends with no input", sounds(s))
	}
	return in
}

func TestAMenuTakesOneKey(t *testing.T) {
	for key, want := range map[string]string{"1": "yes.", "#": "next.", "9": "rest.", "": "no.", "12": "yes."} {
		t.Run("key "+key, func(t *testing.T) {
			r := newRig(t, menuOf(`{"Text":"Press 1.","InputTimeLimitSeconds":"7","StoreInput":"False"}`))
			s := r.arrive().Script
			if in := r.input(s); in.MaxDigits != 1 || in.TimeOutSeconds != 7 || in.SubmitOnHash || !s[0].(ncco.Talk).BargeIn {
				t.Errorf("got %+v", s)
			}
			r.wants("then", r.press(key).Script, want)
			if r.c.Flow.Keys != nil {
				t.Error("keys are left behind")
			}
		})
	}
}

func TestAMenuLongerThanTheProvidersWaitIsAskedAgainWithoutAWord(t *testing.T) {
	r := newRig(t, menuOf(`{"Text":"Press 1.","InputTimeLimitSeconds":"25"}`))
	s := r.arrive().Script
	var waited []int
	for range 10 {
		in := r.input(s)
		waited = append(waited, in.TimeOutSeconds)
		if s = r.press("").Script; sounds(s) != "input" {
			break
		}
	}
	r.wants("in the end", s, "no.")
	if len(waited) != 3 || waited[0] != 10 || waited[1] != 10 || waited[2] != 5 {
		t.Errorf("waited %v", waited)
	}
}

func TestAKeyCountsInEveryInputOfAMenuAndARepeatGetsTheSameAnswer(t *testing.T) {
	r := newRig(t, menuOf(`{"Text":"Press 1.","InputTimeLimitSeconds":"25"}`))
	r.arrive()
	first := r.c.Caller.Epoch
	again := r.press("").Script
	repeat := r.do(DigitsPressed{Leg: CallerLeg, Epoch: first})
	if sounds(repeat.Script) != sounds(again) || r.input(again).EventURL != r.input(repeat.Script).EventURL {
		t.Errorf("the repeat got %q, the first %q", sounds(repeat.Script), sounds(again))
	}
	r.wants("then", r.press("1").Script, "yes.")
}

func TestAMenuWhoseWebhookIsLostTimesOut(t *testing.T) {
	r := newRig(t, menuOf(`{"Text":"Press 1.","InputTimeLimitSeconds":"7"}`))
	r.arrive()
	r.pass(time.Minute)
	r.wants("then", r.move(), "no.")
}

func TestASilentMenuHoldsTheLine(t *testing.T) {
	reaches(t, "input", menuOf(`{"Text":" ","InputTimeLimitSeconds":"7"}`))
}

func TestAnInputOfAnUnknownPromptFails(t *testing.T) {
	reaches(t, "failed.", menuOf(`{"PromptId":"none","InputTimeLimitSeconds":"7"}`))
}

func TestEncryptionIsRefused(t *testing.T) {
	reaches(t, "failed.", storeOf(fourDigits+`,"InputEncryption":{"EncryptionKeyId":"k","Key":"x"}`))
}

func TestStoredInput(t *testing.T) {
	for _, c := range []struct {
		name, parameters string
		keys             []string // of each input in turn
		want             string
	}{
		{"as many keys as it takes", fourDigits, []string{"1234"}, "1234"},
		{"ended by # or by silence", fourDigits, []string{"12"}, "12"},
		{"nothing", fourDigits, []string{""}, "Timeout"},
		{"nothing for longer than one input", strings.Replace(fourDigits, `"5"`, `"15"`, 1), []string{"", ""}, "Timeout"},
		{"late", strings.Replace(fourDigits, `"5"`, `"15"`, 1), []string{"", "77"}, "77"},
		{"cleared", fourDigits, []string{"12*3", "456"}, "3456"},
		{"cleared and nothing after", fourDigits, []string{"12*", ""}, "Timeout"},
		{"cleared and begun anew", fourDigits, []string{"12*", "99"}, "99"},
		{"* as a digit", fourDigits + `,"DTMFConfiguration":{"DisableCancelKey":"True"}`, []string{"1*2*"}, "1*2*"},
		{"another key ends it", fourDigits + `,"DTMFConfiguration":{"InputTerminationSequence":"9"}`, []string{"129"}, "12"},
		{"several keys end it", fourDigits + `,"DTMFConfiguration":{"InputTerminationSequence":"99"}`, []string{"12399"}, "123"},
		{"keys that would end it never come", fourDigits + `,"DTMFConfiguration":{"InputTerminationSequence":"99"}`, []string{"123456"}, "1234"},
		{"* ends it", fourDigits + `,"DTMFConfiguration":{"InputTerminationSequence":"*"}`, []string{"12*"}, "12"},
		{"more than one input gathers", `"InputTimeLimitSeconds":"5","InputValidation":{"CustomValidation":{"MaximumLength":"30"}}`,
			[]string{strings.Repeat("1", 20), strings.Repeat("2", 10)}, strings.Repeat("1", 20) + strings.Repeat("2", 10)},
		{"a half of more than one input gathers", `"InputTimeLimitSeconds":"5","InputValidation":{"CustomValidation":{"MaximumLength":"30"}}`,
			[]string{strings.Repeat("1", 20), ""}, strings.Repeat("1", 20)},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t, storeOf(c.parameters))
			s := r.arrive().Script
			for i, keys := range c.keys {
				if in := r.input(s); len(keys) > in.MaxDigits {
					t.Fatalf("input %d takes %d keys", i+1, in.MaxDigits)
				}
				s = r.press(keys).Script
			}
			r.wants("then", s, got+speech.Spell(c.want)+" | yes.")
			if r.c.Flow.Keys != nil {
				t.Error("keys are left behind")
			}
		})
	}
}

func TestOnlyTheUsualTerminatorIsLeftToTheProvider(t *testing.T) {
	for end, want := range map[string]bool{"#": true, "9": false, "##": false} {
		r := newRig(t, storeOf(fourDigits+`,"DTMFConfiguration":{"InputTerminationSequence":"`+end+`"}`))
		if in := r.input(r.arrive().Script); in.SubmitOnHash != want {
			t.Errorf("%s: submitOnHash %v", end, in.SubmitOnHash)
		}
	}
}

func TestTheWaitIsNeverShorterThanBetweenTwoKeys(t *testing.T) {
	for _, c := range []struct {
		limit, between string
		want           int
	}{{"2", "", 5}, {"8", "", 8}, {"60", "3", 10}, {"1", "7", 7}, {"5", "20", 10}} {
		p := `"InputTimeLimitSeconds":"` + c.limit + `","InputValidation":{"CustomValidation":{"MaximumLength":"4"}}`
		if c.between != "" {
			p += `,"DTMFConfiguration":{"InterdigitTimeLimitSeconds":"` + c.between + `"}`
		}
		r := newRig(t, storeOf(p))
		if in := r.input(r.arrive().Script); in.TimeOutSeconds != c.want {
			t.Errorf("limit %s, between %q: %d s, want %d", c.limit, c.between, in.TimeOutSeconds, c.want)
		}
	}
}

func TestAStoredInputWhoseWebhookIsLostKeepsWhatWasKeyed(t *testing.T) {
	r := newRig(t, storeOf(fourDigits))
	r.arrive()
	r.press("12*3")
	r.pass(3 * time.Minute)
	r.wants("then", r.move(), "got 3 | yes.")
}

func TestKeyedPhoneNumbers(t *testing.T) {
	const phone = `"InputTimeLimitSeconds":"5","InputValidation":{"PhoneNumberValidation":`
	for _, c := range []struct{ name, validation, keys, want string }{
		{"E.164", `{"NumberFormat":"E164"}`, "442079460102", "got 4 4 2, 0 7 9, 4 6 0, 1 0 2 | yes."},
		{"E.164 with 00", `{"NumberFormat":"E164"}`, "00442079460102", "got 4 4 2, 0 7 9, 4 6 0, 1 0 2 | yes."},
		{"too short", `{"NumberFormat":"E164"}`, "4420", "no."},
		{"a local one", `{"NumberFormat":"Local","CountryCode":"US"}`, "4155550123", "got 1, 4 1 5, 5 5 5, 0 1 2 3 | yes."},
		{"with its trunk prefix", `{"NumberFormat":"Local","CountryCode":"GB"}`, "02079460102", "got 4 4 2, 0 7 9, 4 6 0, 1 0 2 | yes."},
		{"of no country", `{"NumberFormat":"Local","CountryCode":"XX"}`, "4155550123", "no."},
		{"an area code nobody has", `{"NumberFormat":"Local","CountryCode":"US"}`, "1155550123", "no."},
		{"nothing keyed", `{"NumberFormat":"Local","CountryCode":"US"}`, "", "got Timeout | yes."},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t, storeOf(phone+c.validation+`}`))
			r.arrive()
			r.wants("then", r.press(c.keys).Script, c.want)
		})
	}
}

// The question is long, and somebody who knows it begins to key while it is asked: what comes after the
// first keys belongs to the number too.
func TestANumberThatBeginsDuringTheQuestionIsTakenWhole(t *testing.T) {
	r := newRig(t, ends(act("start", "MessageParticipant", `{"Media":{"Uri":"https://x.example/a.mp3","SourceType":"S3","MediaType":"Audio"}}`, "number", "!NoMatchingError > failed"),
		act("number", "GetParticipantInput", `{"Text":"Number?","StoreInput":"True",`+fourDigits+`}`, "tell", "!NoMatchingError > failed"),
		speak("tell", got+"$.StoredCustomerInput", "yes")))
	r.wants("the question", r.arrive().Script, "https://x.example/a.mp3 | input | Number? | input")
	s := r.do(DigitsPressed{Leg: CallerLeg, Epoch: r.c.Caller.firstEpoch(), Digits: "12"}).Script
	r.wants("after two keys", s, "input")
	r.wants("after four", r.press("34").Script, got+"1 2 3 4 | yes.")
}
