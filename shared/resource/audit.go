package resource

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// Record is one line of the audit: who did what, when and from where. Before and After hold the
// differences alone, with digits masked where they are a person's number.
type Record struct {
	Month  string    `json:"month"` // 2026-11, in UTC: a chain is as long as a month
	Number int       `json:"number"`
	At     time.Time `json:"at"`
	Who    string    `json:"who"`            // subject of the token, or the client's id
	Name   string    `json:"name,omitempty"` // as the token names the person
	From   string    `json:"from,omitempty"` // network address of the request
	Did    string    `json:"did"`            // created, changed, deleted, restored, heard, …
	What   []Ref     `json:"what,omitempty"`
	Detail []Detail  `json:"detail,omitempty"`
	Before string    `json:"before"` // hash of the record before it in the month; "" for the first
	Hash   string    `json:"hash"`
}

// Detail is one difference of a resource.
type Detail struct {
	Of      Ref    `json:"of"`
	Pointer string `json:"pointer"`           // JSON pointer into the resource, RFC 6901
	Was     any    `json:"was,omitempty"`     // nothing: it was not there
	Is      any    `json:"is,omitempty"`      // nothing: it is gone
	Version int    `json:"version,omitempty"` // of the resource with this difference
}

// Link is the end of a chain of records.
type Link struct {
	Month  string `json:"month,omitempty"`
	Number int    `json:"number,omitempty"`
	Hash   string `json:"hash,omitempty"`
}

// MonthOf is the month a record of that moment stands in.
func MonthOf(at time.Time) string { return at.UTC().Format("2006-01") }

// Follow puts a record behind the last one of its month, and gives the chain's new end. A record
// that is older than the last month stands in that month: a clock that was set back does not break
// the chain.
func (l Link) Follow(r Record) (Record, Link) {
	month := MonthOf(r.At)
	if month > l.Month {
		l = Link{Month: month}
	}
	r.Month, r.Number, r.Before = l.Month, l.Number+1, l.Hash
	r.Hash = r.digest()
	return r, Link{Month: r.Month, Number: r.Number, Hash: r.Hash}
}

// digest covers everything but the digest.
func (r Record) digest() string {
	r.Hash = ""
	text, err := json.Marshal(r)
	if err != nil {
		text = []byte(err.Error()) // plain data always encodes; a record that does not cannot be verified
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Verify checks the records of one month in their order, from the first; the end may be the chain's
// own, or the zero Link when it is not known. It names the first record that was changed, is
// missing or was added.
func Verify(records []Record, end Link) error {
	before := ""
	for i, r := range records {
		switch {
		case r.Number != i+1:
			return fmt.Errorf("record %d of %s is missing: the next one is %d", i+1, r.Month, r.Number)
		case r.Before != before:
			return fmt.Errorf("record %d of %s does not follow the one before it", r.Number, r.Month)
		case r.Hash != r.digest():
			return fmt.Errorf("record %d of %s was changed after it was written", r.Number, r.Month)
		}
		before = r.Hash
	}
	if end != (Link{}) && (end.Number != len(records) || end.Hash != before) {
		return fmt.Errorf("%d records, and the chain of %s has %d: the last ones are missing", len(records), end.Month, end.Number)
	}
	return nil
}
