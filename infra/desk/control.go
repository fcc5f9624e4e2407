package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"ringdown/infra/desk/phones"
	"ringdown/infra/sim"
	"ringdown/infra/vonagesim"
	"ringdown/shared/call"
	"ringdown/shared/e164"
	"ringdown/shared/port"
	"ringdown/shared/routes"
)

const (
	requestBytesMax = 1 << 20
	// callsListedMax bounds one answer of GET /desk/calls.
	callsListedMax = 500
)

// About is what GET /desk/ answers: who is asked, and what can be called.
type About struct {
	Ringdown string   `json:"ringdown"` // always "desk"
	Lines    []Number `json:"lines"`
	Phones   []string `json:"phones"` // as scripts name them
	Issuer   string   `json:"issuer"` // of the tokens that open the API
}

// Number is a line that can be called.
type Number struct {
	Line        string      `json:"line"`
	Number      e164.Number `json:"number"`
	Description string      `json:"description"`
}

// Order asks for a call: POST /desk/call. The script is one of package sim, with one
// caller; phones it does not name are not answered, and what it says of a phone holds
// for every call until the next one is placed.
type Order struct {
	From   string `json:"from,omitempty"` // a number, or withheld; the script's when left out
	To     string `json:"to,omitempty"`   // a line's id or number; the script's when left out, else the first line
	Script string `json:"script"`
}

// Placed is a call that has begun.
type Placed struct {
	Call       string `json:"call"`
	Transcript string `json:"transcript"` // where it can be followed
}

// Moment is one line of a followed call; the last one has Told and nothing else.
type Moment struct {
	Seconds float64 `json:"seconds"`
	Who     string  `json:"who"`
	Ordered bool    `json:"ordered"`
	What    string  `json:"what"`
	Told    *Told   `json:"told,omitempty"`
}

// mux serves the product, the phone network, and what is told to people, on one port.
func (d *Desk) mux() http.Handler {
	m := http.NewServeMux()
	m.Handle("/", d.product.Handler)
	m.Handle("/v1/", d.passing.orders(d.network))
	d.phones.Mount(m)
	m.Handle(issuerPath+"/", d.issuer)
	m.Handle(routes.ConsolePath, d.console())
	m.HandleFunc("GET /{$}", d.welcome)
	m.HandleFunc("GET /desk/{$}", d.about)
	m.HandleFunc("GET /desk/settings", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, d.InForce())
	})
	m.HandleFunc("GET /dev/outbox", d.posted.show)
	m.HandleFunc("POST /desk/call", d.placeCall)
	m.HandleFunc("GET /desk/calls", d.listCalls)
	m.HandleFunc("GET /desk/alerts/{alert}", d.alert)
	m.HandleFunc("GET /desk/calls/{call}/transcript", d.follow)
	m.HandleFunc("GET /desk/dialplans/{line}/{version}", d.dialplan)
	return m
}

func (d *Desk) welcome(w http.ResponseWriter, r *http.Request) {
	if strings.Contains(r.Header.Get("accept"), "text/html") { // a browser
		http.Redirect(w, r, phones.Path, http.StatusSeeOther)
		return
	}
	w.Header().Set("content-type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, "This is Ringdown on a desk. In a browser this address has its phones; without one, place a call with: go run ./infra/dev call --live")
	fmt.Fprintln(w, "\nLines:")
	for _, p := range d.InForce().Plans {
		fmt.Fprintf(w, "  %s  %s  %s\n", p.Line, p.Number, p.Description)
	}
}

func (d *Desk) about(w http.ResponseWriter, _ *http.Request) {
	a := About{Ringdown: "desk", Lines: []Number{}, Phones: []string{}, Issuer: d.URL + issuerPath}
	for _, p := range d.InForce().Plans {
		a.Lines = append(a.Lines, Number{p.Line, p.Number, p.Description})
	}
	for _, p := range sim.PhoneNames(d.InForce().Settings) {
		a.Phones = append(a.Phones, p.Name)
	}
	answer(w, http.StatusOK, a)
}

// placeCall lets somebody call. JSON is insisted on, so that no page in a browser can
// place calls behind its reader's back.
func (d *Desk) placeCall(w http.ResponseWriter, r *http.Request) {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("content-type")); kind != "application/json" {
		refuse(w, http.StatusUnsupportedMediaType, errors.New("send content-type: application/json"))
		return
	}
	var o Order
	decoder := json.NewDecoder(io.LimitReader(r.Body, requestBytesMax))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&o); err != nil {
		refuse(w, http.StatusBadRequest, fmt.Errorf("send {\"from\", \"to\", \"script\"}: %w", err))
		return
	}
	leg, err := d.Place(o)
	if err != nil {
		refuse(w, http.StatusBadRequest, err)
		return
	}
	id := call.NewID(leg)
	answer(w, http.StatusCreated, Placed{Call: id, Transcript: "/desk/calls/" + id + "/transcript"})
}

// Place gives the phones to the people of the script and lets the caller dial. It
// returns the caller's leg.
func (d *Desk) Place(o Order) (string, error) {
	roles, err := sim.ParseRoles(o.Script)
	if err != nil {
		return "", err
	}
	phones := sim.PhoneNames(d.InForce().Settings)
	if err := sim.CastError(roles, phones); err != nil {
		return "", err
	}
	caller := sim.Role{Who: "caller", Person: vonagesim.Caller().Named("caller")}
	byName, callers := map[string]vonagesim.Person{}, 0
	for _, r := range roles {
		if r.IsCaller() {
			caller = r
			callers++
		} else {
			byName[r.Who] = r.Person
		}
	}
	if callers > 1 {
		return "", fmt.Errorf("the script has %d callers: place a call for each", callers)
	}
	to, err := d.called(o.To, caller.Dials)
	if err != nil {
		return "", err
	}
	from, err := shown(o.From, caller.From)
	if err != nil {
		return "", err
	}
	for _, p := range phones {
		person, ok := byName[p.Name]
		if !ok {
			if person, ok = d.phones.Person(p.Name); !ok {
				person = vonagesim.NeverAnswers()
			}
		}
		d.network.AddPhone(p.Phone.Number.Digits(), person.Named(p.Name))
	}
	return d.network.Dial(from, to, caller.Person), nil
}

// called is the number of a line.
func (d *Desk) called(to, dials string) (string, error) {
	if to == "" {
		to = dials
	}
	var ids []string
	for _, p := range d.InForce().Plans {
		if i := slices.Index(p.Numbers(), e164.Number("+"+strings.TrimPrefix(to, "+"))); i >= 0 {
			return p.Numbers()[i].Digits(), nil
		}
		if to == "" || p.Line == to {
			return p.Number.Digits(), nil
		}
		ids = append(ids, p.Line)
	}
	return "", fmt.Errorf("there is no line %s on this desk; there are %s", to, strings.Join(ids, ", "))
}

// shown is the number the caller shows, "" when it is withheld.
func shown(from, scripted string) (string, error) {
	if from == "" {
		from = scripted
	}
	switch from {
	case "":
		return "14155550199", nil
	case "withheld":
		return "", nil
	}
	number, err := e164.Parse("+" + strings.TrimPrefix(from, "+"))
	if err != nil {
		return "", fmt.Errorf("from: %w; or write withheld", err)
	}
	return number.Digits(), nil
}

func (d *Desk) listCalls(w http.ResponseWriter, r *http.Request) {
	day, err := time.Parse(time.DateOnly, r.URL.Query().Get("date"))
	if err != nil {
		refuse(w, http.StatusBadRequest, errors.New("date: write a day like 2026-03-02, in UTC"))
		return
	}
	calls, err := d.calls.OnDay(r.Context(), r.URL.Query().Get("line"), day, callsListedMax)
	if err != nil {
		refuse(w, http.StatusInternalServerError, err)
		return
	}
	if calls == nil {
		calls = []call.Call{}
	}
	answer(w, http.StatusOK, calls)
}

func (d *Desk) alert(w http.ResponseWriter, r *http.Request) {
	a, err := d.alerts.Load(r.Context(), r.PathValue("alert"))
	stored(w, a, err)
}

// stored answers with what a store has.
func stored(w http.ResponseWriter, found any, err error) {
	switch {
	case errors.Is(err, port.ErrNotFound):
		refuse(w, http.StatusNotFound, err)
	case err != nil:
		refuse(w, http.StatusInternalServerError, err)
	default:
		answer(w, http.StatusOK, found)
	}
}

func (d *Desk) dialplan(w http.ResponseWriter, r *http.Request) {
	version, err := strconv.Atoi(r.PathValue("version"))
	if err != nil {
		refuse(w, http.StatusBadRequest, errors.New("the version is a number"))
		return
	}
	plan, err := d.dialplans.ByVersion(r.Context(), r.PathValue("line"), version)
	stored(w, plan, err)
}

// follow tells a call's transcript, a JSON object a line, from its beginning and as
// it happens, to its end.
func (d *Desk) follow(w http.ResponseWriter, r *http.Request) {
	lines, told, changed, ok := d.book.read(r.PathValue("call"), 0)
	if !ok {
		refuse(w, http.StatusNotFound, errors.New("no call of that id was placed on this desk since it started"))
		return
	}
	w.Header().Set("content-type", "application/x-ndjson")
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	flush := http.NewResponseController(w)
	for seen := 0; ; {
		for _, l := range lines {
			if e.Encode(Moment{Seconds: l.Seconds, Who: l.Who, Ordered: l.Ordered, What: l.What}) != nil {
				return
			}
		}
		seen += len(lines)
		if told != nil {
			_ = e.Encode(Moment{Told: told}) // the reader went away: nobody to tell
			return
		}
		_ = flush.Flush()
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
		if lines, told, changed, ok = d.book.read(r.PathValue("call"), seen); !ok {
			return // so many calls were placed meanwhile that this one is forgotten
		}
	}
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("content-type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the reader went away: nobody to tell
}

func refuse(w http.ResponseWriter, status int, err error) {
	answer(w, status, struct {
		Error string `json:"error"`
	}{err.Error()})
}
