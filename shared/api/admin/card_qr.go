package admin

import (
	"context"
	"fmt"
	"net/http"

	"rsc.io/qr"

	"ringdown/shared/api"
)

// qrOctetsMax is the longest card that becomes a QR code. The symbol holds 2,953 bytes (ISO/IEC 18004,
// version 40-L), but a phone reads so dense a one off a screen badly; this is about forty numbers.
const qrOctetsMax = 1200

// getCardQR shows the card as a picture: a phone's camera offers to keep the contact, without a sign-in
// on that phone. What only explains is left out.
func (a admin) getCardQR(ctx context.Context, _ *api.Request) (api.Answer, error) {
	lines, err := a.lines(ctx)
	if err != nil {
		return api.Answer{}, err
	}
	for i := range lines {
		lines[i].Description = ""
	}
	text := card(lines)
	if len(text) > qrOctetsMax {
		return api.Answer{}, api.Fail(http.StatusConflict, "in-use", "the numbers of %d lines are too many for a picture that phones can read: open /me/card on the phone", len(lines))
	}
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return api.Answer{}, fmt.Errorf("draw the card of %d lines: %w", len(lines), err)
	}
	return api.Answer{Raw: code.PNG(), Media: "image/png", Headers: http.Header{"Cache-Control": {"no-store"}}}, nil
}
