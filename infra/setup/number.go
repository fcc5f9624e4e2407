package setup

import (
	"context"
	"encoding/json"
	"fmt"

	sdk "github.com/vonage/vonage-go-sdk"

	"ringdown/shared/e164"
)

// Owned is a number of the account.
type Owned struct {
	Country     string `json:"country"`
	Digits      string `json:"msisdn"`
	Application string `json:"app_id"`
	// A number may be led elsewhere: a callback of the types sip and tel goes before the
	// application (Numbers API 1.0.20).
	CallbackType  string   `json:"voiceCallbackType"`
	CallbackValue string   `json:"voiceCallbackValue"`
	Features      []string `json:"features"`
}

// numbersAsked is how many numbers are asked for: those that begin with the digits of the one that
// is meant.
const numbersAsked = 100

// Number reads a number of the account. The error says so when the account has none such.
func (a *Account) Number(ctx context.Context, number e164.Number) (Owned, error) {
	attempt := "look up the number " + number.Redacted()
	r := &reply{}
	c := sdk.NewNumbersClient(a.auth())
	c.Config.BasePath, c.Config.HTTPClient = a.numbers, a.guarded(ctx, r)
	surviving(r, func() { _, _, _ = c.List(sdk.NumbersOpts{Pattern: number.Digits(), Size: numbersAsked}) })
	if err := r.verdict(attempt); err != nil {
		return Owned{}, err
	}
	var list struct {
		Numbers []Owned `json:"numbers"`
	}
	if err := json.Unmarshal(r.body, &list); err != nil {
		return Owned{}, fmt.Errorf("%s: %w: the reply is no list", attempt, ErrProvider)
	}
	for _, n := range list.Numbers {
		if n.Digits == number.Digits() {
			return n, nil
		}
	}
	return Owned{}, fmt.Errorf("%s: account %s does not have it: buy it in the provider's dashboard, or set VONAGE_API_KEY to the account that has it", attempt, a.key)
}

// linkedTo is the application that gets the number's calls: "" when none does.
func (n Owned) linkedTo() string {
	switch {
	case n.CallbackType == "sip" || n.CallbackType == "tel":
		return ""
	case n.Application != "":
		return n.Application
	case n.CallbackType == "app":
		return n.CallbackValue
	}
	return ""
}

// link leads a number's calls to an application.
func (a *Account) link(ctx context.Context, n Owned, number e164.Number, application string) error {
	attempt := "link the number " + number.Redacted()
	r := &reply{}
	c := sdk.NewNumbersClient(a.auth())
	c.Config.BasePath, c.Config.HTTPClient = a.numbers, a.guarded(ctx, r)
	surviving(r, func() { _, _, _ = c.Update(n.Country, n.Digits, sdk.NumberUpdateOpts{AppID: application}) })
	if err := r.verdict(attempt); err != nil {
		return err
	}
	// A refusal may come with the status of a success (Numbers API 1.0.20, error-code).
	var said struct {
		Code string `json:"error-code"`
	}
	if err := json.Unmarshal(r.body, &said); err != nil || said.Code != "200" {
		return fmt.Errorf("%s: %w: code %s%s", attempt, ErrProvider, orNone(said.Code), r.reason())
	}
	return nil
}
