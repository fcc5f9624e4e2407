package awslocal

import (
	"context"
	"crypto/subtle"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"ringdown/shared/awsport"
	"ringdown/shared/routes"
)

const bucketName = "recordings"

// Bucket is an S3 server with one empty bucket.
type Bucket struct {
	Endpoint string

	mu   sync.Mutex
	late time.Duration
}

// StartS3 runs an S3 server until the test ends.
func StartS3(t testing.TB) *Bucket {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket(bucketName); err != nil {
		t.Fatalf("make a bucket: %v", err)
	}
	b := &Bucket{}
	b.Endpoint = serve(t, b.guard(gofakes3.New(backend, gofakes3.WithLogger(gofakes3.DiscardLog())).Server()))
	return b
}

// Env leads to the bucket.
func (b *Bucket) Env() *awsport.Env {
	return Env(b.Endpoint, map[string]string{routes.EnvRecordingsBucket: bucketName, routes.EnvPublicBucket: bucketName})
}

// Pass lets time go by for addresses.
func (b *Bucket) Pass(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.late += d
}

// guard refuses what S3 would refuse and the server behind does not: an address that
// has expired, that was changed, or that nobody signed.
func (b *Bucket) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.mu.Lock()
		now := time.Now().Add(b.late)
		b.mu.Unlock()
		if r.Header.Get("Authorization") == "" && !signed(r, now) {
			http.Error(w, "AccessDenied", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// signed checks a presigned address by signing it again (Signature Version 4, query).
func signed(r *http.Request, now time.Time) bool {
	query := r.URL.Query()
	at, err := time.Parse("20060102T150405Z", query.Get("X-Amz-Date"))
	seconds, lifeErr := strconv.Atoi(query.Get("X-Amz-Expires"))
	if err != nil || lifeErr != nil || !now.Before(at.Add(time.Duration(seconds)*time.Second)) {
		return false
	}
	signature := query.Get("X-Amz-Signature")
	for _, name := range []string{"X-Amz-Signature", "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-SignedHeaders"} {
		query.Del(name)
	}
	again, err := http.NewRequest(r.Method, "http://"+r.Host+r.URL.EscapedPath()+"?"+query.Encode(), nil)
	if err != nil {
		return false
	}
	signer := v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true })
	address, _, err := signer.PresignHTTP(context.Background(), aws.Credentials{AccessKeyID: AccessKey, SecretAccessKey: SecretKey},
		again, "UNSIGNED-PAYLOAD", "s3", Region, at)
	if err != nil {
		return false
	}
	want, err := http.NewRequest(r.Method, address, nil)
	return err == nil && subtle.ConstantTimeCompare([]byte(want.URL.Query().Get("X-Amz-Signature")), []byte(signature)) == 1
}
