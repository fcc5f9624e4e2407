package vonagesim

import (
	"crypto/rsa"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Times the network takes. Only their order of magnitude is known.
const (
	webhookLatency  = 50 * time.Millisecond  // each way, unless Options.Latency says otherwise
	setUpTime       = 100 * time.Millisecond // from POST or Dial to the first ring
	refusalTime     = 300 * time.Millisecond // until a busy or dead number is reported
	CarrierPatience = 75 * time.Second       // how long a carrier lets a phone ring
	defaultRinging  = 60 * time.Second       // ringing_timer, Voice OpenAPI 1.10.0
	defaultLength   = 7200 * time.Second     // length_timer, Voice OpenAPI 1.10.0
	KeyGap          = 250 * time.Millisecond // between two keys of one Press
	switchboardWait = 20 * time.Second       // an extension without its digits hangs up
)

// Rates of the Voice API: outbound calls, and other REST requests, per second.
const (
	defaultCallsPerSecond    = 3
	defaultRequestsPerSecond = 15
)

// Options describes the network and the one application on it.
type Options struct {
	Clock Clock
	// BaseURL is the network's own address without a path: region_url in answer
	// webhooks and the start of recording_url.
	BaseURL         string
	ApplicationID   string
	APIKey          string
	SignatureSecret []byte
	// PublicKey checks the JWT of REST requests. nil accepts any request.
	PublicKey *rsa.PublicKey
	// TokenNow is the time tokens are judged by; Clock.Now unless set. For
	// clients whose tokens are stamped by another clock than the network's.
	TokenNow func() time.Time
	// The application's webhooks: answer POST, event POST, fallback GET.
	AnswerURL, EventURL, FallbackURL string
	Transport                        http.RoundTripper
	// Application takes webhooks as data, in place of Transport and its JSON and signatures (direct.go).
	Application Application
	// Latency of a webhook each way. 0 means 50 ms.
	Latency time.Duration
	// Seed decides everything random: ids, their forms, orders, delays.
	Seed int64
	// Numbers of the application, digits only. Only these can be called by Dial
	// and be `from` of a call. Empty allows all.
	Numbers           []string
	Switches          Switches
	Faults            Faults
	CallsPerSecond    int
	RequestsPerSecond int
	// AudioSeconds is how long the audio behind a URL plays; others 5 s.
	AudioSeconds map[string]float64
	// AudioLasts is asked for those not in AudioSeconds, while the network is locked; 0 is not
	// known. nil: none is known.
	AudioLasts func(url string) time.Duration
	// Observe is told everything, in order. It may call the network.
	Observe func(Observation)
}

// Network is one region of Vonage's voice platform, the phones of the world,
// and the people who hold them. It is the http.Handler of the REST API.
type Network struct {
	o     Options
	clock Clock

	mu         sync.Mutex
	random     *rand.Rand
	phones     map[string]*phone
	legs       []*leg
	byUUID     map[string]*leg
	rooms      map[string]*room
	files      map[string]*file
	callTimes  []time.Time // for pacing
	otherTimes []time.Time
	requests   map[string]int // seen so far, by method
	webhooks   map[string]int // sent so far, by kind
	underWay   int            // webhooks not yet concluded
	unseen     []Observation
	showing    bool
}

type phone struct {
	number string
	person Person
	calls  int
}

// New makes a network. Clock and Transport default to the wall clock and
// http.DefaultTransport.
func New(o Options) *Network {
	if o.Clock == nil {
		o.Clock = NewRealClock()
	}
	if o.Transport == nil {
		o.Transport = http.DefaultTransport
	}
	if o.TokenNow == nil {
		o.TokenNow = o.Clock.Now
	}
	if o.Latency == 0 {
		o.Latency = webhookLatency
	}
	if o.CallsPerSecond == 0 {
		o.CallsPerSecond = defaultCallsPerSecond
	}
	if o.RequestsPerSecond == 0 {
		o.RequestsPerSecond = defaultRequestsPerSecond
	}
	o.BaseURL = strings.TrimSuffix(o.BaseURL, "/")
	return &Network{
		o: o, clock: o.Clock,
		random:   rand.New(rand.NewPCG(uint64(o.Seed), 0x766f6e616765)),
		phones:   map[string]*phone{},
		byUUID:   map[string]*leg{},
		rooms:    map[string]*room{},
		files:    map[string]*file{},
		requests: map[string]int{},
		webhooks: map[string]int{},
	}
}

// AddPhone connects a phone to the network, or changes who holds it. number is
// digits, a leading plus is dropped.
func (n *Network) AddPhone(number string, p Person) {
	n.do(func() {
		number := digitsOf(number)
		n.phones[number] = &phone{number: number, person: p}
	})
}

// AddNumber gives the application one more number, digits; a leading plus is dropped. Where all
// numbers are allowed it changes nothing.
func (n *Network) AddNumber(number string) {
	n.do(func() {
		if number := digitsOf(number); !n.owns(number) {
			n.o.Numbers = append(n.o.Numbers, number)
		}
	})
}

// Dial places a call from a phone (digits; "" withholds the number) to one of
// the application's numbers and returns the leg's uuid.
func (n *Network) Dial(from, to string, caller Person) string {
	var l *leg
	n.do(func() {
		from, to := digitsOf(from), digitsOf(to)
		l = n.newLeg("inbound", n.inboundUUID(), from)
		l.to, l.from = to, from
		if from == "" {
			l.from = "anonymous"
		}
		l.who = caller.Name
		if l.who == "" {
			l.who = "caller"
		}
		l.actor = newActor(l, caller)
		l.actor.present = true
		l.observe(Observation{Kind: SawDials, With: to})
		l.hear(noise{sound: Ringback})
		l.actor.occurs(TriggerDialled)
		if !n.owns(to) {
			l.eventURL = "" // nobody's number: no application hears of it
			n.after(refusalTime, func() { l.end("failed", "user", "cannot_route") })
			return
		}
		l.arrive()
	})
	return l.uuid
}

// Idle says that no leg is up and no webhook is under way. A virtual clock may
// still hold timers of calls that are over; they will do nothing.
func (n *Network) Idle() bool {
	idle := true
	n.do(func() {
		idle = n.underWay == 0 && !slices.ContainsFunc(n.legs, func(l *leg) bool { return !l.ended })
	})
	return idle
}

func (n *Network) owns(number string) bool {
	return len(n.o.Numbers) == 0 || slices.Contains(n.o.Numbers, number)
}

// engaged reports whether a leg's phone is in another call.
func (n *Network) engaged(l *leg) bool {
	return slices.ContainsFunc(n.legs, func(o *leg) bool { return o != l && o.number == l.number && !o.ended })
}

func digitsOf(number string) string { return strings.TrimPrefix(number, "+") }

// uuid returns a random (version 4) id of the network's seed.
func (n *Network) uuid() string {
	a, b := n.random.Uint64(), n.random.Uint64()
	a = a&^0xf000 | 0x4000
	b = b&^(3<<62) | 2<<62
	return fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", a>>32, a>>16&0xffff, a&0xffff, b>>48, b&0xffffffffffff)
}

// inboundUUID takes one of the three forms seen in captured webhooks.
func (n *Network) inboundUUID() string {
	id := n.uuid()
	switch n.random.IntN(3) {
	case 0:
		return id
	case 1:
		return strings.ReplaceAll(id, "-", "")
	}
	return "0A0000000" + strings.ToUpper(id[:7]) + "1"
}

func (n *Network) conversationID() string { return "CON-" + n.uuid() }
