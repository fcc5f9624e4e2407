package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"ringdown/shared/api/admin"
	"ringdown/shared/resource"
)

const (
	auditListAbout   = `Lists the records of the audit of one month: who changed what, when and from where. It asks for the role admin.`
	auditVerifyAbout = `Checks the chain of the audit, month by month: each record holds the hash of the one before it. It names the first record
of a month that was changed, removed or added, and then ends with 1. It asks for the role admin.`
	// auditMonths is how many months are checked when none is named.
	auditMonths = 24
	// recordsMax bounds the records of one month.
	recordsMax = 1_000_000
)

const monthForm = "2006-01"

// auditing adds the options of both, and asks for the client.
func auditing(name, about string, args []string, in io.Reader, out, errOut io.Writer, do func(ctx context.Context, o *options, c apiClient, month, since string) int) int {
	o := newOptions(name, "", about, in, out, errOut)
	var at apiOptions
	o.apiFlags(&at)
	month := o.String("month", "", "the `MONTH`, such as 2026-11, in UTC")
	since := ""
	if name == "audit verify" {
		o.StringVar(&since, "since", "", fmt.Sprintf("the `MONTH` to begin with; %d months ago when left out", auditMonths))
	}
	if code, done := o.read(args); done {
		return code
	}
	for flag, value := range map[string]string{"month": *month, "since": since} {
		if _, err := time.Parse(monthForm, value); value != "" && err != nil {
			return o.misused("--%s %q is no month: write it like 2026-11", flag, value)
		}
	}
	ctx, stop := interruptible()
	defer stop()
	c, code := o.client(ctx, at)
	if code != exitWell {
		return code
	}
	return do(ctx, o, c, *month, since)
}

func runAuditList(args []string, in io.Reader, out, errOut io.Writer) int {
	return auditing("audit list", auditListAbout, args, in, out, errOut, func(ctx context.Context, o *options, c apiClient, month, _ string) int {
		if month == "" {
			month = resource.MonthOf(time.Now())
		}
		records, _, err := c.Records(ctx, month)
		if err != nil {
			return o.failed("%v", err)
		}
		for _, r := range records {
			fmt.Fprintln(out, recordInWords(r))
			for _, d := range r.Detail {
				fmt.Fprintf(out, "    %s %s: %s → %s\n", d.Of, d.Pointer, orNone(d.Was), orNone(d.Is))
			}
		}
		fmt.Fprintf(out, "%d records in %s\n", len(records), month)
		return exitWell
	})
}

func recordInWords(r resource.Record) string {
	who := r.Who
	if r.Name != "" {
		who = r.Name + " (" + r.Who + ")"
	}
	if r.From != "" {
		who += " from " + r.From
	}
	var what []string
	for _, ref := range r.What {
		what = append(what, ref.String())
	}
	return fmt.Sprintf("%4d  %s  %s %s %s", r.Number, r.At.UTC().Format("2006-01-02 15:04:05"), who, r.Did, strings.Join(what, ", "))
}

// shownMost is how many characters of one value are listed; the versions hold the rest.
const shownMost = 100

func orNone(v any) string {
	if v == nil {
		return "none"
	}
	text, err := json.Marshal(v)
	if err != nil {
		return "?" // it came as JSON
	}
	if r := []rune(string(text)); len(r) > shownMost {
		return string(r[:shownMost]) + "…"
	}
	return string(text)
}

func runAuditVerify(args []string, in io.Reader, out, errOut io.Writer) int {
	return auditing("audit verify", auditVerifyAbout, args, in, out, errOut, func(ctx context.Context, o *options, c apiClient, month, since string) int {
		code := exitWell
		for _, m := range monthsFrom(month, since, time.Now()) {
			records, end, err := c.Records(ctx, m)
			if err != nil {
				return o.failed("%v", err)
			}
			if len(records) == 0 && end == (resource.Link{}) {
				continue
			}
			if err := resource.Verify(records, end); err != nil {
				code = o.failed("%s: %v", m, err)
				continue
			}
			fmt.Fprintf(out, "%s: %d records, each as it was written\n", m, len(records))
		}
		return code
	})
}

// monthsFrom lists the months to check, the oldest first.
func monthsFrom(month, since string, now time.Time) (months []string) {
	if month != "" {
		return []string{month}
	}
	first := time.Date(now.UTC().Year(), now.UTC().Month(), 1, 0, 0, 0, 0, time.UTC)
	last := first.Format(monthForm)
	first = first.AddDate(0, -auditMonths, 0)
	if since != "" {
		first, _ = time.Parse(monthForm, since) // it was checked
	}
	for ; first.Format(monthForm) <= last; first = first.AddDate(0, 1, 0) {
		months = append(months, first.Format(monthForm))
	}
	return months
}

// Records reads the whole audit of a month, and the chain's end where it is the latest month.
func (c apiClient) Records(ctx context.Context, month string) (records []resource.Record, end resource.Link, err error) {
	query := url.Values{"month": {month}, "limit": {strconv.Itoa(pageMost)}}
	for len(records) < recordsMax {
		var p admin.AuditPage
		if _, err := c.ask(ctx, "GET", "/audit?"+query.Encode(), nil, &p); err != nil {
			return nil, end, err
		}
		records = append(records, p.Records...)
		if p.Next == "" {
			return records, p.End, nil
		}
		query.Set("cursor", p.Next)
	}
	return nil, end, fmt.Errorf("the audit of %s has more than %d records", month, recordsMax)
}
