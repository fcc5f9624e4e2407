package snsport

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	sestypes "github.com/aws/aws-sdk-go-v2/service/sesv2/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"ringdown/shared/alert"
	"ringdown/shared/awsport"
	"ringdown/shared/e164"
	"ringdown/shared/port"
	"ringdown/shared/routes"
)

var _ port.Codes = (*Channels)(nil)

// SendCode sends a code, with the product's name and nothing else: who asked for it knows what it is
// for, whatever language they read. A phone gets it as an SMS, be it rung or texted.
func (s *Channels) SendCode(ctx context.Context, to alert.Contact, code string) error {
	text := "Ringdown " + code
	switch to.Kind {
	case alert.Text, alert.Voice:
		_, err := s.sns.Publish(ctx, &sns.PublishInput{PhoneNumber: &to.Address, Message: &text, MessageAttributes: attributes(s.sms)})
		switch {
		case optedOut(err):
			return fmt.Errorf("send a code to %s: its owner has opted out of messages of this account: %w", e164.Number(to.Address).Redacted(), port.ErrRefused)
		case err != nil:
			return fmt.Errorf("send a code to %s: %w", e164.Number(to.Address).Redacted(), awsport.Discreet(err))
		}
		return nil
	case alert.Email:
		return s.mailCode(ctx, to.Address, text)
	}
	return fmt.Errorf("send a code by %q: that takes none: %w", to.Kind, port.ErrRefused)
}

func (s *Channels) mailCode(ctx context.Context, address, text string) error {
	if s.sender == "" {
		return fmt.Errorf("mail a code: no sender is set (%s): %w", routes.EnvMailFrom, port.ErrRefused)
	}
	content := &sestypes.Content{Data: &text, Charset: aws.String("UTF-8")}
	html := &sestypes.Content{Data: aws.String("<!doctype html><p>" + text + "</p>"), Charset: aws.String("UTF-8")}
	in := &sesv2.SendEmailInput{
		FromEmailAddress: &s.sender, Destination: &sestypes.Destination{ToAddresses: []string{address}},
		Content: &sestypes.EmailContent{Simple: &sestypes.Message{Subject: content, Body: &sestypes.Body{Text: content, Html: html}}},
	}
	if s.set != "" {
		in.ConfigurationSetName = &s.set
	}
	if _, err := s.ses.SendEmail(ctx, in); err != nil {
		return fmt.Errorf("mail a code: %w", awsport.Discreet(err))
	}
	return nil
}
