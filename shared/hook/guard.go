package hook

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"ringdown/shared/port"
)

const (
	// timeMax is how long one post may take, answer included.
	timeMax = 5 * time.Second
	// answerMax is how much of an answer is read.
	answerMax = 64 << 10
	// addressMax bounds the address: a workflow's has some 400 characters.
	addressMax = 2048
)

// errInside is wrapped where a name leads to a machine that is not on the public internet.
var errInside = errors.New("it leads to an address that is not public")

// inside are the blocks that nobody's webhook is in, beyond those that netip knows (IANA
// special-purpose registries). Those that carry an IPv4 address within are refused whole: no public
// server needs them.
var inside = func() []netip.Prefix {
	var out []netip.Prefix
	for _, s := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10",
	} {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}()

// public reports whether an address is one of the public internet.
func public(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsValid() || a.Zone() != "" || !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsMulticast() {
		return false
	}
	for _, p := range inside {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// control is asked with the address that is about to be dialled, after its name was resolved.
func control(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil || !public(to.Addr()) || to.Port() != 443 {
		return errInside
	}
	return nil
}

// guarded is a client that reaches public servers alone. Connections are not kept: one that was
// looked at a minute ago must not serve another name.
func guarded(check func(network, address string, c syscall.RawConn) error, resolver *net.Resolver) *http.Client {
	d := &net.Dialer{Timeout: timeMax, Control: check, Resolver: resolver}
	return &http.Client{
		Timeout: timeMax,
		Transport: &http.Transport{
			DialContext: d.DialContext, TLSHandshakeTimeout: timeMax, DisableKeepAlives: true, MaxResponseHeaderBytes: answerMax, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// parse reads an address as settings have it. The part behind # is a secret, and is never sent.
func parse(address string) (*url.URL, string, error) {
	refuse := func(why string) error { return fmt.Errorf("the webhook's address %s: %w", why, port.ErrRefused) }
	if len(address) > addressMax {
		return nil, "", refuse("is longer than 2048 characters")
	}
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return nil, "", refuse("is none of the web")
	case u.Scheme != "https":
		return nil, "", refuse("does not begin with https://")
	case u.User != nil:
		return nil, "", refuse("holds a name or a password")
	case u.Hostname() == "" || u.Opaque != "":
		return nil, "", refuse("names no host")
	case u.Port() != "" && u.Port() != "443":
		return nil, "", refuse("names a port; only 443 is spoken")
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil && !public(ip) {
		return nil, "", refuse("is not a public one")
	}
	secret := u.Fragment
	u.Fragment, u.RawFragment = "", ""
	return u, secret, nil
}
