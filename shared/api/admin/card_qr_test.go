package admin

import (
	"fmt"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"ringdown/shared/access"
)

// The picture holds the numbers of all lines, so it is another one when there is one more; and it is
// refused where no phone could read it.
func TestTheCardAsAPicture(t *testing.T) {
	p := filled(t)
	first := p.want(http.StatusOK, p.ask(access.Responder, "GET", "/me/card/qr", ""))
	image, err := png.Decode(strings.NewReader(first.Body))
	if err != nil || image.Bounds().Dx() != image.Bounds().Dy() || image.Bounds().Dx() < 100 {
		t.Fatalf("no picture of a code: %v, error %v", first.Header, err)
	}
	p.create("/lines/second", `{"number":"+14155550109","team":"platform"}`)
	if second := p.want(http.StatusOK, p.ask(access.Responder, "GET", "/me/card/qr", "")); second.Body == first.Body {
		t.Error("the number of the second line is not in the picture")
	}
	for i := range 50 {
		p.create(fmt.Sprintf("/lines/l%d", i), fmt.Sprintf(`{"number":"+141555502%02d","team":"platform"}`, i))
	}
	if refused := p.want(http.StatusConflict, p.ask(access.Responder, "GET", "/me/card/qr", "")); !strings.Contains(refused.Body, "open /me/card on the phone") {
		t.Errorf("not said what to do: %s", refused.Body)
	}
}
