// Package snsport tells people of alerts: through a topic, by SMS and by push with SNS, by email
// with SES. What they read is worded by package notice; chats are posted to by somebody else.
//
// It is apart from package awsport, whose Env it takes, so that only the function that
// tells people carries these two clients. They are one package because they are one
// port: an alert goes out on all its channels or is tried again. To add a channel, word
// it in package notice and add its case to Notify.
package snsport

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	sestypes "github.com/aws/aws-sdk-go-v2/service/sesv2/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	snstypes "github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/smithy-go"

	"ringdown/shared/alert"
	"ringdown/shared/awsport"
	"ringdown/shared/e164"
	"ringdown/shared/notice"
	"ringdown/shared/port"
	"ringdown/shared/routes"
)

var _ port.Channels = (*Channels)(nil)

// subjectMax is the longest subject of a published message: fewer than 100 characters,
// of ASCII, on one line (SNS API reference, Publish, Subject).
const subjectMax = 99

// Channels tells people: one topic, to which anybody may subscribe for a team; SMS to
// numbers; an email of its own to each address, so that nobody learns who else got it; push to the
// endpoints of platforms; and chats.
type Channels struct {
	Chat port.Channels // posts to chats; nil refuses them

	sns    *sns.Client
	ses    *sesv2.Client
	topic  string
	sender string
	sms    map[string]string // attributes of each SMS, by name
	set    string            // the configuration set of each mail, or ""
}

// NewChannels needs ALERTS_TOPIC_ARN. Without MAIL_FROM emails are refused.
func NewChannels(e *awsport.Env) *Channels {
	c := e.Config(awsport.PatientAttempt)
	// A transactional SMS is not held back for being cheaper (SNS developer guide, AWS.SNS.SMS.SMSType).
	sms := map[string]string{
		"AWS.SNS.SMS.SMSType": "Transactional", "AWS.SNS.SMS.SenderID": e.Lookup(routes.EnvSMSSender),
		"AWS.MM.SMS.OriginationNumber": e.Lookup(routes.EnvSMSOrigin), "AWS.SNS.SMS.MaxPrice": e.Lookup(routes.EnvSMSMaxPrice),
	}
	return &Channels{
		sns: sns.NewFromConfig(c), ses: sesv2.NewFromConfig(c), topic: e.Need(routes.EnvAlertsTopic), sender: e.Lookup(routes.EnvMailFrom),
		sms: sms, set: e.Lookup(routes.EnvMailSet),
	}
}

// Notify sends a notice to one address.
func (s *Channels) Notify(ctx context.Context, to alert.Notification, n alert.Notice) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	m := notice.Of(to, n)
	switch to.Channel {
	case alert.Topic:
		return s.publish(ctx, m)
	case alert.Text:
		return s.text(ctx, m, e164.Number(to.Address))
	case alert.Email:
		return s.mail(ctx, m, to.Address)
	case alert.Push:
		return s.push(ctx, m, to.Address)
	case alert.Chat:
		if s.Chat != nil {
			return s.Chat.Notify(ctx, to, n)
		}
	}
	return "", fmt.Errorf("notify by %q: there is no such channel: %w", to.Channel, port.ErrRefused)
}

// publish tells the topic. Subscribers filter by its attributes.
func (s *Channels) publish(ctx context.Context, m notice.Message) (string, error) {
	out, err := s.sns.Publish(ctx, &sns.PublishInput{
		TopicArn: &s.topic, Message: aws.String(m.Topic()), Subject: aws.String(subject(m.Subject())), MessageAttributes: attributes(m.TopicAttributes()),
	})
	if err != nil {
		return "", fmt.Errorf("publish to the topic: %w", awsport.Discreet(err))
	}
	return aws.ToString(out.MessageId), nil
}

// attributes leaves out those without a value, which SNS refuses.
func attributes(values map[string]string) map[string]snstypes.MessageAttributeValue {
	out := map[string]snstypes.MessageAttributeValue{}
	for name, value := range values {
		kind := "String"
		if name == "AWS.SNS.SMS.MaxPrice" {
			kind = "Number"
		}
		if value != "" {
			out[name] = snstypes.MessageAttributeValue{DataType: &kind, StringValue: aws.String(value)}
		}
	}
	return out
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

// text sends an SMS.
func (s *Channels) text(ctx context.Context, m notice.Message, number e164.Number) (string, error) {
	out, err := s.sns.Publish(ctx, &sns.PublishInput{
		PhoneNumber: aws.String(string(number)), Message: aws.String(m.SMS()), MessageAttributes: attributes(s.sms),
	})
	var gone *snstypes.OptedOutException
	switch {
	case errors.As(err, &gone), optedOut(err):
		return "", fmt.Errorf("send an SMS to %s: %w", number.Redacted(), &port.Refusal{Reason: "opted out of messages of this account"})
	case err != nil:
		return "", fmt.Errorf("send an SMS to %s: %w", number.Redacted(), awsport.Discreet(err))
	}
	return aws.ToString(out.MessageId), nil
}

// optedOut reports whether SNS refuses a number because its owner does not want messages. It has no
// code of its own for that where it checks parameters.
func optedOut(err error) bool {
	var api smithy.APIError
	return errors.As(err, &api) && strings.Contains(strings.ToLower(api.ErrorMessage()), "opted out")
}

// push sends to the endpoint of one phone's app.
func (s *Channels) push(ctx context.Context, m notice.Message, endpoint string) (string, error) {
	out, err := s.sns.Publish(ctx, &sns.PublishInput{
		TargetArn: &endpoint, Message: aws.String(m.Push()), MessageStructure: aws.String("json"),
		// The collapse id puts a later message in the place of an earlier one (SNS developer guide, APNs headers).
		MessageAttributes: attributes(map[string]string{
			"AWS.SNS.MOBILE.APNS.PUSH_TYPE": "alert", "AWS.SNS.MOBILE.APNS.PRIORITY": "10", "AWS.SNS.MOBILE.APNS.COLLAPSE_ID": collapse(m.ID),
		}),
	})
	if err != nil {
		return "", fmt.Errorf("push to an endpoint: %w", awsport.Discreet(err))
	}
	return aws.ToString(out.MessageId), nil
}

// collapse bounds an id to the 64 bytes that APNs takes, at its end, where ids differ.
func collapse(id string) string { return id[max(0, len(id)-64):] }

// mail sends an email. Addresses are not for logs.
func (s *Channels) mail(ctx context.Context, m notice.Message, address string) (string, error) {
	if s.sender == "" {
		return "", fmt.Errorf("send an email: no sender is set (%s): %w", routes.EnvMailFrom, port.ErrRefused)
	}
	content := func(s string) *sestypes.Content { return &sestypes.Content{Data: &s, Charset: aws.String("UTF-8")} }
	_, domain, _ := strings.Cut(s.sender, "@")
	mail := m.Mail(strings.TrimSuffix(domain, ">"))
	var headers []sestypes.MessageHeader
	for _, h := range mail.Headers {
		headers = append(headers, sestypes.MessageHeader{Name: &h.Name, Value: &h.Value})
	}
	in := &sesv2.SendEmailInput{
		FromEmailAddress: &s.sender, Destination: &sestypes.Destination{ToAddresses: []string{address}},
		Content: &sestypes.EmailContent{Simple: &sestypes.Message{
			Subject: content(mail.Subject), Body: &sestypes.Body{Text: content(mail.Text), Html: content(mail.HTML)}, Headers: headers,
		}},
	}
	if s.set != "" {
		in.ConfigurationSetName = &s.set
	}
	out, err := s.ses.SendEmail(ctx, in)
	if err != nil {
		return "", fmt.Errorf("send an email: %w", awsport.Discreet(err))
	}
	return aws.ToString(out.MessageId), nil
}
