// Package snsport tells people of alerts: through a topic and by SMS with SNS, by email
// with SES.
//
// It is apart from package awsport, whose Env it takes, so that only the function that
// tells people carries these two clients. They are one package because they are one
// port: an alert goes out on all its channels or is tried again. To add a channel, add
// its field to alert.Notice and its line to Tell.
package snsport

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	sestypes "github.com/aws/aws-sdk-go-v2/service/sesv2/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	snstypes "github.com/aws/aws-sdk-go-v2/service/sns/types"

	"ringdown/shared/alert"
	"ringdown/shared/awsport"
	"ringdown/shared/e164"
	"ringdown/shared/port"
	"ringdown/shared/routes"
)

var _ port.Alerts = (*Alerts)(nil)

// subjectMax is the longest subject of a published message: fewer than 100 characters,
// of ASCII, on one line (SNS API reference, Publish, Subject).
const subjectMax = 99

// Alerts tells people: one topic, to which anybody may subscribe for a team; SMS to
// numbers; an email of its own to each address, so that nobody learns who else got it
// and one bad address does not hold up the rest.
type Alerts struct {
	sns    *sns.Client
	ses    *sesv2.Client
	topic  string
	sender string
}

// NewAlerts needs ALERTS_TOPIC_ARN. Without MAIL_FROM emails are refused.
func NewAlerts(e *awsport.Env) *Alerts {
	c := e.Config(awsport.PatientAttempt)
	return &Alerts{sns: sns.NewFromConfig(c), ses: sesv2.NewFromConfig(c), topic: e.Need(routes.EnvAlertsTopic), sender: e.Lookup(routes.EnvMailFrom)}
}

// Tell uses every channel, whatever becomes of the others. The error names those that
// failed; it is ErrRefused or ErrThrottled only if that is what befell each of them.
func (s *Alerts) Tell(ctx context.Context, n alert.Notice) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	html := n.HTML()
	channels := []func() error{func() error { return s.publish(ctx, n) }}
	for _, number := range n.Texts {
		channels = append(channels, func() error { return s.text(ctx, n, number) })
	}
	for i, address := range n.Emails {
		channels = append(channels, func() error { return s.mail(ctx, n, html, i, address) })
	}
	errs := make([]error, len(channels))
	var all sync.WaitGroup
	for i, tell := range channels {
		all.Go(func() { errs[i] = tell() })
	}
	all.Wait()
	if err := together(errs); err != nil {
		return fmt.Errorf("tell alert %s: %w", n.ID, err)
	}
	return nil
}

// together joins errors. Their sentinel counts only if all have the same: a refused
// address beside a throttled one is worth another try.
func together(errs []error) error {
	var failed []error
	common := map[error]bool{port.ErrRefused: true, port.ErrThrottled: true}
	for _, err := range errs {
		if err == nil {
			continue
		}
		failed = append(failed, err)
		for sentinel := range common {
			common[sentinel] = common[sentinel] && errors.Is(err, sentinel)
		}
	}
	joined := errors.Join(failed...)
	switch {
	case joined == nil, common[port.ErrRefused], common[port.ErrThrottled], errors.Is(joined, context.Canceled), errors.Is(joined, context.DeadlineExceeded):
		return joined
	}
	return errors.New(joined.Error())
}

// publish tells the topic. Subscribers filter by the attribute "team".
func (s *Alerts) publish(ctx context.Context, n alert.Notice) error {
	in := &sns.PublishInput{TopicArn: &s.topic, Message: aws.String(n.Text()), Subject: aws.String(subject(n.Subject()))}
	if n.Team != "" { // an empty attribute is refused
		in.MessageAttributes = map[string]snstypes.MessageAttributeValue{"team": text(n.Team)}
	}
	if _, err := s.sns.Publish(ctx, in); err != nil {
		return fmt.Errorf("publish to the topic: %w", awsport.Discreet(err))
	}
	return nil
}

func text(s string) snstypes.MessageAttributeValue {
	return snstypes.MessageAttributeValue{DataType: aws.String("String"), StringValue: &s}
}

// subject makes a line fit for a subject of SNS.
func subject(line string) string {
	line = strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, line)
	return line[:min(len(line), subjectMax)]
}

// text sends an SMS. A transactional one is not held back for being cheaper (SNS
// developer guide, AWS.SNS.SMS.SMSType).
func (s *Alerts) text(ctx context.Context, n alert.Notice, number e164.Number) error {
	_, err := s.sns.Publish(ctx, &sns.PublishInput{
		PhoneNumber: aws.String(string(number)), Message: aws.String(n.SMS()),
		MessageAttributes: map[string]snstypes.MessageAttributeValue{"AWS.SNS.SMS.SMSType": text("Transactional")},
	})
	if err != nil {
		return fmt.Errorf("send an SMS to %s: %w", number.Redacted(), awsport.Discreet(err))
	}
	return nil
}

// mail sends an email. Addresses are not for logs: i tells which of the team's it was.
func (s *Alerts) mail(ctx context.Context, n alert.Notice, html string, i int, address string) error {
	if s.sender == "" {
		return fmt.Errorf("send email %d: no sender is set (%s): %w", i+1, routes.EnvMailFrom, port.ErrRefused)
	}
	content := func(s string) *sestypes.Content { return &sestypes.Content{Data: &s, Charset: aws.String("UTF-8")} }
	_, err := s.ses.SendEmail(ctx, &sesv2.SendEmailInput{
		FromEmailAddress: &s.sender, Destination: &sestypes.Destination{ToAddresses: []string{address}},
		Content: &sestypes.EmailContent{Simple: &sestypes.Message{
			Subject: content(n.Subject()), Body: &sestypes.Body{Text: content(n.Text()), Html: content(html)},
		}},
	})
	if err != nil {
		return fmt.Errorf("send email %d: %w", i+1, awsport.Discreet(err))
	}
	return nil
}
