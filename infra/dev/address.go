package main

import (
	"errors"
	"net/url"
	"strings"
)

// addressFlag adds --addr, a desk's address. The desk prints its own as a URL, so that
// form is taken, too.
func (o *options) addressFlag(into *string, about string) {
	*into = deskAddress
	o.Func("addr", about+", "+deskAddress+" when left out", func(s string) error {
		address, err := hostPort(s)
		*into = address
		return err
	})
}

// hostPort takes scheme and path from a URL. What is no URL is left as it is: whoever
// uses it says what is wrong with it.
func hostPort(address string) (string, error) {
	if !strings.Contains(address, "://") {
		return strings.TrimSuffix(address, "/"), nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" || u.Host == "" {
		return "", errors.New("write an address like " + deskAddress + " or http://" + deskAddress)
	}
	return u.Host, nil
}
