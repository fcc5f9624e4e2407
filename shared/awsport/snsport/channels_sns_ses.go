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
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	sestypes "github.com/aws/aws-sdk-go-v2/service/sesv2/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	snstypes "github.com/aws/aws-sdk-go-v2/service/sns/types"

	"ringdown/shared/alert"
	"ringdown/shared/awsport"
	"ringdown/shared/e164"
	"ringdown/shared/page"
	"ringdown/shared/port"
	"ringdown/shared/routes"
)

var _ port.Channels = (*Channels)(nil)

// subjectMax is the longest subject of a published message: fewer than 100 characters,
// of ASCII, on one line (SNS API reference, Publish, Subject).
const subjectMax = 99

// Channels tells people: one topic, to which anybody may subscribe for a team; SMS to
// numbers; an email of its own to each address, so that nobody learns who else got it.
type Channels struct {
	sns    *sns.Client
	ses    *sesv2.Client
	topic  string
	sender string
}

// NewChannels needs ALERTS_TOPIC_ARN. Without MAIL_FROM emails are refused.
func NewChannels(e *awsport.Env) *Channels {
	c := e.Config(awsport.PatientAttempt)
	return &Channels{sns: sns.NewFromConfig(c), ses: sesv2.NewFromConfig(c), topic: e.Need(routes.EnvAlertsTopic), sender: e.Lookup(routes.EnvMailFrom)}
}

// Notify sends a notice to one address.
func (s *Channels) Notify(ctx context.Context, to alert.Notification, n alert.Notice) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	switch to.Channel {
	case alert.Topic:
		return s.publish(ctx, n)
	case alert.Text:
		return s.text(ctx, n, e164.Number(to.Address))
	case alert.Email:
		return s.mail(ctx, n, to.Address)
	}
	return "", fmt.Errorf("notify by %q: there is no such channel: %w", to.Channel, port.ErrRefused)
}

// publish tells the topic. Subscribers filter by the attribute "team".
func (s *Channels) publish(ctx context.Context, n alert.Notice) (string, error) {
	in := &sns.PublishInput{TopicArn: &s.topic, Message: aws.String(n.Text()), Subject: aws.String(subject(n.Subject()))}
	if n.Team != "" { // an empty attribute is refused
		in.MessageAttributes = map[string]snstypes.MessageAttributeValue{"team": text(n.Team)}
	}
	out, err := s.sns.Publish(ctx, in)
	if err != nil {
		return "", fmt.Errorf("publish to the topic: %w", awsport.Discreet(err))
	}
	return aws.ToString(out.MessageId), nil
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
func (s *Channels) text(ctx context.Context, n alert.Notice, number e164.Number) (string, error) {
	out, err := s.sns.Publish(ctx, &sns.PublishInput{
		PhoneNumber: aws.String(string(number)), Message: aws.String(n.SMS()),
		MessageAttributes: map[string]snstypes.MessageAttributeValue{"AWS.SNS.SMS.SMSType": text("Transactional")},
	})
	if err != nil {
		return "", fmt.Errorf("send an SMS to %s: %w", number.Redacted(), awsport.Discreet(err))
	}
	return aws.ToString(out.MessageId), nil
}

// mail sends an email. Addresses are not for logs.
func (s *Channels) mail(ctx context.Context, n alert.Notice, address string) (string, error) {
	if s.sender == "" {
		return "", fmt.Errorf("send an email: no sender is set (%s): %w", routes.EnvMailFrom, port.ErrRefused)
	}
	content := func(s string) *sestypes.Content { return &sestypes.Content{Data: &s, Charset: aws.String("UTF-8")} }
	out, err := s.ses.SendEmail(ctx, &sesv2.SendEmailInput{
		FromEmailAddress: &s.sender, Destination: &sestypes.Destination{ToAddresses: []string{address}},
		Content: &sestypes.EmailContent{Simple: &sestypes.Message{
			Subject: content(n.Subject()), Body: &sestypes.Body{Text: content(n.Text()), Html: content(page.Mail(n))},
		}},
	})
	if err != nil {
		return "", fmt.Errorf("send an email: %w", awsport.Discreet(err))
	}
	return aws.ToString(out.MessageId), nil
}
