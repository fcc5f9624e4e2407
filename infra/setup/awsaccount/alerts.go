package awsaccount

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	sestypes "github.com/aws/aws-sdk-go-v2/service/sesv2/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	snstypes "github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"ringdown/shared/e164"
)

// MailState says whether SES sends mail to anybody, and whether it sends at all.
func (a *Account) MailState(ctx context.Context) (production, enabled bool, err error) {
	out, err := a.mail.GetAccount(ctx, &sesv2.GetAccountInput{})
	if err != nil {
		return false, false, fmt.Errorf("ask SES for the account: %w", err)
	}
	return out.ProductionAccessEnabled, out.SendingEnabled, nil
}

// Verified says whether SES believes that an address or domain is ours.
func (a *Account) Verified(ctx context.Context, identity string) (bool, error) {
	out, err := a.mail.GetEmailIdentity(ctx, &sesv2.GetEmailIdentityInput{EmailIdentity: &identity})
	var missing *sestypes.NotFoundException
	switch {
	case errors.As(err, &missing):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("ask SES for an identity: %w", err)
	}
	return out.VerifiedForSendingStatus, nil
}

// verifiedPagesMax bounds the pages of verified numbers; a sandbox takes ten numbers (SNS guide,
// SMS sandbox).
const verifiedPagesMax = 5

// Sandbox says whether SNS sends text messages to verified numbers alone, and to which.
func (a *Account) Sandbox(ctx context.Context) (sandbox bool, verified []e164.Number, err error) {
	state, err := a.texts.GetSMSSandboxAccountStatus(ctx, &sns.GetSMSSandboxAccountStatusInput{})
	if err != nil {
		return false, nil, fmt.Errorf("ask SNS for its sandbox: %w", err)
	}
	if !state.IsInSandbox {
		return false, nil, nil
	}
	in := &sns.ListSMSSandboxPhoneNumbersInput{}
	for range verifiedPagesMax {
		page, err := a.texts.ListSMSSandboxPhoneNumbers(ctx, in)
		if err != nil {
			return true, nil, fmt.Errorf("ask SNS for the verified numbers: %w", err)
		}
		for _, n := range page.PhoneNumbers {
			if n.Status == snstypes.SMSSandboxPhoneNumberVerificationStatusVerified && n.PhoneNumber != nil {
				verified = append(verified, e164.Number(*n.PhoneNumber))
			}
		}
		if in.NextToken = page.NextToken; in.NextToken == nil {
			break
		}
	}
	return true, verified, nil
}

// Waiting counts a queue's messages, those that are being read included.
func (a *Account) Waiting(ctx context.Context, queueURL string) (int, error) {
	names := []sqstypes.QueueAttributeName{sqstypes.QueueAttributeNameApproximateNumberOfMessages, sqstypes.QueueAttributeNameApproximateNumberOfMessagesNotVisible}
	out, err := a.queues.GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{QueueUrl: &queueURL, AttributeNames: names})
	if err != nil {
		return 0, fmt.Errorf("count the messages of a queue: %w", err)
	}
	total := 0
	for _, name := range names {
		n, err := strconv.Atoi(out.Attributes[string(name)])
		if err != nil {
			return 0, fmt.Errorf("count the messages of a queue: SQS says %q for %s", out.Attributes[string(name)], name)
		}
		total += n
	}
	return total, nil
}
