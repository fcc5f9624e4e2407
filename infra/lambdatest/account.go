package lambdatest

import (
	"bytes"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
)

// Account answers as an AWS account in which nothing has happened yet: empty tables,
// queues that take everything, and the secrets it is given. It is for seeing that a
// built function finds its way; what the adapters do is tested on the real engines.
type Account struct {
	*httptest.Server
	Secrets map[string]string
	// Tables answers for DynamoDB where it is set: the address of DynamoDB Local.
	Tables string

	mu    sync.Mutex
	asked []string
}

// NewAccount opens an account. Close it.
func NewAccount(secrets map[string]string) *Account {
	a := &Account{Secrets: secrets}
	a.Server = httptest.NewServer(http.HandlerFunc(a.answer))
	return a
}

// Asked lists the operations asked for so far, in order, each with the table, queue or
// secret it was about.
func (a *Account) Asked() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.asked)
}

// request is what we read of a request in one of the JSON protocols.
type request struct {
	TableName, QueueUrl, SecretId, IndexName string
	MessageBody                              string
	Entries                                  []struct{ Id, MessageBody string }
}

func (a *Account) answer(w http.ResponseWriter, r *http.Request) {
	service, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	body, err := io.ReadAll(r.Body)
	var q request
	if err == nil && len(body) > 0 {
		err = json.Unmarshal(body, &q)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	a.mu.Lock()
	a.asked = append(a.asked, strings.TrimSpace(operation+" "+q.TableName+q.QueueUrl+q.SecretId+" "+q.IndexName))
	a.mu.Unlock()
	if a.Tables != "" && strings.HasPrefix(service, "DynamoDB") {
		a.forward(w, r, body)
		return
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	status, reply := a.reply(operation, q)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(reply) // a function that went away is seen by its exit
}

// forward lets DynamoDB Local answer. It checks no signature.
func (a *Account) forward(w http.ResponseWriter, r *http.Request, body []byte) {
	out, err := http.NewRequestWithContext(r.Context(), r.Method, a.Tables, bytes.NewReader(body))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	out.Header = r.Header.Clone()
	answer, err := http.DefaultClient.Do(out)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer answer.Body.Close()
	w.Header().Set("Content-Type", answer.Header.Get("Content-Type"))
	w.WriteHeader(answer.StatusCode)
	_, _ = io.Copy(w, answer.Body) // a function that went away is seen by its exit
}

func (a *Account) reply(operation string, q request) (int, any) {
	switch operation {
	case "GetItem", "PutItem", "UpdateItem", "TransactWriteItems":
		return http.StatusOK, map[string]any{}
	case "Query":
		return http.StatusOK, map[string]any{"Items": []any{}, "Count": 0}
	case "GetSecretValue":
		if value, ok := a.Secrets[q.SecretId]; ok {
			return http.StatusOK, map[string]any{"Name": q.SecretId, "SecretString": value}
		}
		return http.StatusBadRequest, map[string]any{"__type": "ResourceNotFoundException", "message": "no such secret"}
	case "SendMessage":
		return http.StatusOK, map[string]any{"MessageId": "1", "MD5OfMessageBody": sum(q.MessageBody)}
	case "SendMessageBatch":
		var done []any
		for _, e := range q.Entries {
			done = append(done, map[string]any{"Id": e.Id, "MessageId": e.Id, "MD5OfMessageBody": sum(e.MessageBody)})
		}
		return http.StatusOK, map[string]any{"Successful": done, "Failed": []any{}}
	}
	return http.StatusBadRequest, map[string]any{"__type": "UnknownOperationException", "message": fmt.Sprintf("no answer is prepared for %q", operation)}
}

// sum is what SQS proves with that it got the whole message.
func sum(body string) string {
	h := md5.Sum([]byte(body))
	return hex.EncodeToString(h[:])
}
