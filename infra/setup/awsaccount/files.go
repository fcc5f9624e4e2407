package awsaccount

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"ringdown/infra/setup"
	"ringdown/infra/stack/public"
)

// fileBytesMax bounds what is read of a file of ours; the music has half a megabyte.
const fileBytesMax = 16 << 20

// File reads a file of the public bucket.
func (a *Account) File(ctx context.Context, key string) (public.File, error) {
	out, err := a.files.GetObject(ctx, &s3.GetObjectInput{Bucket: &a.outputs.PublicBucket, Key: &key})
	var missing *types.NoSuchKey
	switch {
	case errors.As(err, &missing):
		return public.File{}, fmt.Errorf("file %s: %w", key, setup.ErrNoFile)
	case err != nil:
		return public.File{}, fmt.Errorf("read the public file %s: %w", key, err)
	}
	defer out.Body.Close()
	body, err := io.ReadAll(io.LimitReader(out.Body, fileBytesMax))
	if err != nil {
		return public.File{}, fmt.Errorf("read the public file %s: %w", key, err)
	}
	return public.File{Key: key, ContentType: aws.ToString(out.ContentType), CacheControl: aws.ToString(out.CacheControl), Body: body}, nil
}

// PutFile writes a file of the public bucket.
func (a *Account) PutFile(ctx context.Context, f public.File) error {
	_, err := a.files.PutObject(ctx, &s3.PutObjectInput{
		Bucket: &a.outputs.PublicBucket, Key: &f.Key, Body: bytes.NewReader(f.Body), ContentType: &f.ContentType, CacheControl: &f.CacheControl,
	})
	if err != nil {
		return fmt.Errorf("upload the public file %s: %w", f.Key, err)
	}
	return nil
}
