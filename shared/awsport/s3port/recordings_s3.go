// Package s3port is the switchboard's recordings in S3.
//
// It is apart from package awsport, whose Env it takes, so that only the functions that
// touch audio carry S3's client. To keep another kind of file, add its port here.
package s3port

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"

	"ringdown/shared/awsport"
	"ringdown/shared/port"
	"ringdown/shared/routes"
)

var _ port.Archive = (*Recordings)(nil)

const (
	// recordingBytesMax bounds one recording: ten minutes of the provider's mp3 are 2.4 MB.
	recordingBytesMax = 32 << 20
	// addressLongest is the longest life of a presigned address (Signature Version 4,
	// X-Amz-Expires). One made with a role's credentials ends with them, if that is sooner.
	addressLongest = 7 * 24 * time.Hour
)

// Recordings keeps audio in S3. Encryption and lifetime are the bucket's.
//
// A function that may not list the bucket is told "forbidden" about a key that is not there, so
// the function needs s3:ListBucket to know "not found".
type Recordings struct {
	client *s3.Client
	sign   *s3.PresignClient
	bucket string
}

// NewRecordings needs RECORDINGS_BUCKET.
func NewRecordings(e *awsport.Env) *Recordings {
	client := s3.NewFromConfig(e.Config(awsport.PatientAttempt))
	return &Recordings{client: client, sign: s3.NewPresignClient(client), bucket: e.Need(routes.EnvRecordingsBucket)}
}

// Keep stores audio under a key, once. It is read whole before it is sent, so audio
// that breaks off is not kept.
func (s *Recordings) Keep(ctx context.Context, key, contentType string, audio io.Reader) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	body, err := io.ReadAll(io.LimitReader(audio, recordingBytesMax+1))
	if err != nil {
		return fmt.Errorf("read the audio of %s: %w", key, err)
	}
	if len(body) > recordingBytesMax {
		return fmt.Errorf("the audio of %s has more than %d bytes: %w", key, recordingBytesMax, port.ErrRefused)
	}
	_, err = s.client.PutObject(ctx, &s3.PutObjectInput{
		Bucket: &s.bucket, Key: &key, Body: bytes.NewReader(body), ContentType: aws.String(playable(contentType)), IfNoneMatch: aws.String("*"),
	})
	var api smithy.APIError
	switch {
	case errors.As(err, &api) && api.ErrorCode() == "PreconditionFailed":
		return nil // it is there already
	case api != nil && api.ErrorCode() == "ConditionalRequestConflict":
		return fmt.Errorf("keep %s: somebody else is doing so: %w", key, port.ErrConflict)
	case err != nil:
		return fmt.Errorf("keep %s: %w", key, awsport.Explain(err))
	}
	return nil
}

// playable is the type a browser is told. Only audio is called what it says it is: a
// page must not come to life because somebody left it as a message.
func playable(contentType string) string {
	if strings.HasPrefix(contentType, "audio/") {
		return contentType
	}
	return "application/octet-stream"
}

// Address gives a URL that plays the audio for a while. Its type is part of what is
// signed, whatever the object says.
func (s *Recordings) Address(ctx context.Context, key string, life time.Duration) (string, error) {
	if life < time.Second || life > addressLongest {
		return "", fmt.Errorf("address of %s for %s: not between a second and %s: %w", key, life, addressLongest, port.ErrRefused)
	}
	head, err := s.client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: &s.bucket, Key: &key})
	if err != nil {
		return "", fmt.Errorf("address of %s: %w", key, awsport.Explain(err))
	}
	signed, err := s.sign.PresignGetObject(ctx, &s3.GetObjectInput{
		Bucket: &s.bucket, Key: &key, ResponseContentType: aws.String(playable(aws.ToString(head.ContentType))),
	}, s3.WithPresignExpires(life))
	if err != nil {
		return "", fmt.Errorf("sign the address of %s: %w", key, err)
	}
	return signed.URL, nil
}

// Copy keeps audio under another key as well; S3 does it without its passing through here.
func (s *Recordings) Copy(ctx context.Context, from, to string) error {
	source := s.bucket + "/" + (&url.URL{Path: from}).EscapedPath()
	_, err := s.client.CopyObject(ctx, &s3.CopyObjectInput{Bucket: &s.bucket, Key: &to, CopySource: &source})
	if err != nil {
		return fmt.Errorf("copy %s to %s: %w", from, to, awsport.Explain(err))
	}
	return nil
}

// Delete forgets audio. S3 answers the same where there is none.
func (s *Recordings) Delete(ctx context.Context, key string) error {
	if _, err := s.client.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: &s.bucket, Key: &key}); err != nil {
		return fmt.Errorf("delete %s: %w", key, awsport.Explain(err))
	}
	return nil
}
