package respond

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/mail"

	"ringdown/shared/access"
	"ringdown/shared/alert"
	"ringdown/shared/api"
	"ringdown/shared/port"
)

// Address names a mail address.
type Address struct {
	Address string `json:"address"`
}

// Cleared says what was known against an address.
type Cleared struct {
	Address string `json:"address"`
	// Was is what became of the mail after which nothing was sent there any more; left out where nothing was known.
	Was *alert.BadAddress `json:"was,omitempty"`
}

// clearing has alerts write to an address again, after a mail to it bounced or was called spam.
func clearing(addresses port.BadAddresses) api.Operation {
	return api.Operation{
		ID: "clearAddress", Method: http.MethodPost, Path: "/addresses/clear", Group: "alerts", Summary: "Let alerts write to a mail address again", Asks: access.WriteSettings,
		Detail: "After a mail bounced, or was called spam, no alert writes to its address until somebody who has seen to it says so here.",
		Takes:  Address{}, Gives: Cleared{}, Status: http.StatusOK,
		Faults:  []int{http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity},
		Example: api.Example{Path: "/addresses/clear", Body: `{"address":"ana@example.com"}`}, Do: clearAddress(addresses),
	}
}

func clearAddress(addresses port.BadAddresses) func(context.Context, *api.Request) (api.Answer, error) {
	return func(ctx context.Context, r *api.Request) (api.Answer, error) {
		var in Address
		if err := r.Decode(&in); err != nil {
			return api.Answer{}, err
		}
		if at, err := mail.ParseAddress(in.Address); err != nil || at.Address != in.Address {
			p := api.Fail(http.StatusUnprocessableEntity, "faults", "the address is no mail address: write one such as ana@example.com")
			p.Errors = []any{map[string]string{"pointer": "/address", "severity": "error", "detail": p.Detail}}
			return api.Answer{}, p
		}
		out := Cleared{Address: in.Address}
		was, err := addresses.Bad(ctx, in.Address)
		switch {
		case err == nil:
			out.Was = &was
		case !errors.Is(err, port.ErrNotFound):
			return api.Answer{}, err
		}
		if err := addresses.Clear(ctx, in.Address); err != nil {
			return api.Answer{}, fmt.Errorf("clear an address: %w", err)
		}
		return api.Answer{Body: out}, nil
	}
}
