package s3port

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"ringdown/shared/awsport"
	"ringdown/shared/port"
	"ringdown/shared/routes"
)

var _ port.Prompts = (*Prompts)(nil)

// Prompts keeps uploads in the bucket of recordings, whose rules delete them after a day, and
// publishes prompts in the bucket that the world reads.
type Prompts struct {
	client          *s3.Client
	sign            *s3.PresignClient
	uploads, public string
}

// NewPrompts needs RECORDINGS_BUCKET and PUBLIC_BUCKET.
func NewPrompts(e *awsport.Env) *Prompts {
	client := s3.NewFromConfig(e.Config(awsport.PatientAttempt))
	return &Prompts{client: client, sign: s3.NewPresignClient(client), uploads: e.Need(routes.EnvRecordingsBucket), public: e.Need(routes.EnvPublicBucket)}
}

// Upload gives an address to send a file to.
func (s *Prompts) Upload(ctx context.Context, key string, life time.Duration) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if life < time.Second || life > port.UploadLongest {
		return "", fmt.Errorf("address for the upload %s for %s: not between a second and %s: %w", key, life, port.UploadLongest, port.ErrRefused)
	}
	signed, err := s.sign.PresignPutObject(ctx, &s3.PutObjectInput{Bucket: &s.uploads, Key: aws.String(routes.UploadsPrefix + key)}, s3.WithPresignExpires(life))
	if err != nil {
		return "", fmt.Errorf("sign the address for the upload %s: %w", key, err)
	}
	return signed.URL, nil
}

// Uploaded reads what was sent.
func (s *Prompts) Uploaded(ctx context.Context, key string, most int64) ([]byte, error) {
	out, err := s.client.GetObject(ctx, &s3.GetObjectInput{Bucket: &s.uploads, Key: aws.String(routes.UploadsPrefix + key)})
	if err != nil {
		return nil, fmt.Errorf("read the upload %s: %w", key, awsport.Explain(err))
	}
	defer out.Body.Close()
	file, err := io.ReadAll(io.LimitReader(out.Body, most+1))
	if err != nil {
		return nil, fmt.Errorf("read the upload %s: %w", key, err)
	}
	if int64(len(file)) > most {
		return nil, fmt.Errorf("read the upload %s: more than %d bytes: %w", key, most, port.ErrRefused)
	}
	return file, nil
}

// Publish stores the audio of a prompt. Its name is made of its content, so it never changes, and
// may be kept for a year on the way.
func (s *Prompts) Publish(ctx context.Context, name string, audio []byte) error {
	_, err := s.client.PutObject(ctx, &s3.PutObjectInput{
		Bucket: &s.public, Key: aws.String(routes.AssetsPrefix + name), Body: bytes.NewReader(audio), ContentType: aws.String("audio/mpeg"),
		CacheControl: aws.String("public, max-age=31536000, immutable"),
	})
	if err != nil {
		return fmt.Errorf("publish the prompt %s: %w", name, awsport.Explain(err))
	}
	return nil
}
