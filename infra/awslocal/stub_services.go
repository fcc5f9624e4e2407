package awslocal

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"ringdown/shared/notice"
)

// sendBatch is SQS SendMessageBatch.
func (s *Stub) sendBatch(w http.ResponseWriter, body []byte) {
	var in struct {
		QueueURL string `json:"QueueUrl"`
		Entries  []struct {
			ID             string `json:"Id"`
			MessageBody    string
			DelaySeconds   int
			MessageGroupID string `json:"MessageGroupId"`
		}
	}
	if err := json.Unmarshal(body, &in); err != nil {
		s.wrong("SendMessageBatch: %v", err)
	}
	queue := strings.TrimPrefix(in.QueueURL, s.Endpoint+"/111122223333/")
	f := s.fault("SendMessageBatch", queue)
	if f == nil && !slices.Contains([]string{"orders", "dials", "asks", "alerts"}, queue) {
		f = &Fault{400, "com.amazonaws.sqs#QueueDoesNotExist", "no such queue"}
	}
	if f == nil && (len(in.Entries) == 0 || len(in.Entries) > 10) {
		f = &Fault{400, "com.amazonaws.sqs#TooManyEntriesInBatchRequest", "1 to 10 entries"}
	}
	type result map[string]any
	done, failed, seen := []result{}, []result{}, map[string]bool{}
	for _, e := range in.Entries {
		if f == nil && seen[e.ID] {
			f = &Fault{400, "com.amazonaws.sqs#BatchEntryIdsNotDistinct", "ids"}
		}
		seen[e.ID] = true
		if f != nil {
			break
		}
		if bad := s.entryFault(e.MessageBody, e.DelaySeconds); bad != nil {
			failed = append(failed, result{"Id": e.ID, "Code": bad.Code, "SenderFault": bad.Status < 500})
			continue
		}
		sum := md5.Sum([]byte(e.MessageBody))
		l := Letter{queue, e.MessageBody, e.DelaySeconds, e.MessageGroupID}
		s.letters = append(s.letters, l)
		if s.Queued != nil {
			s.Queued(l)
		}
		done = append(done, result{"Id": e.ID, "MessageId": fmt.Sprint(len(s.letters)), "MD5OfMessageBody": hex.EncodeToString(sum[:])})
	}
	writeJSON(w, f, map[string]any{"Successful": done, "Failed": failed})
}

// sendOne is SQS SendMessage. Attributes stand before the body of the letter.
func (s *Stub) sendOne(w http.ResponseWriter, body []byte) {
	var in struct {
		QueueURL          string `json:"QueueUrl"`
		MessageBody       string
		MessageAttributes map[string]map[string]string
	}
	if err := json.Unmarshal(body, &in); err != nil {
		s.wrong("SendMessage: %v", err)
	}
	queue := strings.TrimPrefix(in.QueueURL, s.Endpoint+"/111122223333/")
	f := s.fault("SendMessage", queue)
	text := ""
	for _, name := range slices.Sorted(maps.Keys(in.MessageAttributes)) {
		a := in.MessageAttributes[name]
		if f == nil && (a["DataType"] != "String" || a["StringValue"] == "") {
			f = &Fault{400, "InvalidParameterValue", "The message attribute '" + name + "' must contain a non-empty value"}
		}
		text += name + "=" + a["StringValue"] + " "
	}
	if f == nil {
		s.letters = append(s.letters, Letter{Queue: queue, Body: text + in.MessageBody})
	}
	sum := md5.Sum([]byte(in.MessageBody))
	writeJSON(w, f, map[string]any{"MessageId": "1", "MD5OfMessageBody": hex.EncodeToString(sum[:])})
}

// putOff is SQS ChangeMessageVisibility.
func (s *Stub) putOff(w http.ResponseWriter, body []byte) {
	var in struct {
		QueueURL          string `json:"QueueUrl"`
		ReceiptHandle     string
		VisibilityTimeout int
	}
	if err := json.Unmarshal(body, &in); err != nil {
		s.wrong("ChangeMessageVisibility: %v", err)
	}
	f := s.fault("ChangeMessageVisibility", fmt.Sprintf("%s %s %d", strings.TrimPrefix(in.QueueURL, s.Endpoint+"/111122223333/"), in.ReceiptHandle, in.VisibilityTimeout))
	if f == nil && (in.VisibilityTimeout < 0 || in.VisibilityTimeout > 43200) {
		f = &Fault{400, "InvalidParameterValue", "VisibilityTimeout"}
	}
	writeJSON(w, f, map[string]any{})
}

// entryFault says what is wrong with one message of a batch.
func (s *Stub) entryFault(body string, delaySeconds int) *Fault {
	if body == "" {
		return &Fault{Status: 400, Code: "EmptyValue"}
	}
	if delaySeconds < 0 || delaySeconds > 900 {
		return &Fault{Status: 400, Code: "InvalidParameterValue"}
	}
	if s.Fail == nil {
		return nil
	}
	return s.Fail("entry", body)
}

// putEvents is EventBridge PutEvents. Whether an entry is taken is told entry by entry.
func (s *Stub) putEvents(w http.ResponseWriter, body []byte) {
	var in struct {
		Entries []struct {
			EventBusName, Source, DetailType, Detail string
			Time                                     float64
		}
	}
	if err := json.Unmarshal(body, &in); err != nil || len(in.Entries) == 0 || len(in.Entries) > 10 {
		s.wrong("PutEvents: %d entries, %v", len(in.Entries), err)
	}
	type result map[string]string
	out, failed := []result{}, 0
	f := s.fault("PutEvents", EventBus)
	for _, e := range in.Entries {
		bad := s.fault("entry", e.DetailType)
		if bad == nil && (e.EventBusName != EventBus || e.Source == "" || e.Time == 0 || !json.Valid([]byte(e.Detail))) {
			bad = &Fault{Code: "MalformedDetail", Message: e.Detail}
		}
		if bad != nil {
			out, failed = append(out, result{"ErrorCode": bad.Code, "ErrorMessage": bad.Message}), failed+1
			continue
		}
		if f == nil {
			s.events = append(s.events, notice.Event{Type: e.DetailType, Detail: e.Detail})
		}
		out = append(out, result{"EventId": fmt.Sprint(len(s.events))})
	}
	writeJSON(w, f, map[string]any{"FailedEntryCount": failed, "Entries": out})
}

// secret is Secrets Manager GetSecretValue.
func (s *Stub) secret(w http.ResponseWriter, body []byte) {
	var in struct {
		SecretID     string `json:"SecretId"`
		VersionStage string
	}
	if err := json.Unmarshal(body, &in); err != nil {
		s.wrong("GetSecretValue: %v", err)
	}
	f := s.fault("GetSecretValue", in.SecretID)
	value, ok := s.Secrets[in.SecretID]
	if in.VersionStage == "AWSPREVIOUS" {
		value, ok = s.Previous[in.SecretID]
	}
	if f == nil && !ok {
		f = &Fault{400, "ResourceNotFoundException", "no such secret"}
	}
	writeJSON(w, f, map[string]any{"Name": in.SecretID, "SecretString": value, "CreatedDate": s.SecretsChanged.Unix()})
}

// mail is SES SendEmail (v2).
func (s *Stub) mail(w http.ResponseWriter, body []byte) {
	type content struct{ Data, Charset string }
	var in struct {
		FromEmailAddress     string
		ConfigurationSetName string
		Destination          struct{ ToAddresses []string }
		Content              struct {
			Simple struct {
				Subject content
				Body    struct{ Text, HTML content }
				Headers []struct{ Name, Value string }
			}
		}
	}
	if err := json.Unmarshal(body, &in); err != nil {
		s.wrong("SendEmail: %v", err)
	}
	m, to := in.Content.Simple, strings.Join(in.Destination.ToAddresses, ",")
	if m.Subject.Charset != "UTF-8" || m.Body.Text.Charset != "UTF-8" || m.Body.HTML.Charset != "UTF-8" {
		s.wrong("SendEmail to %s: not all parts are in UTF-8", to)
	}
	f := s.fault("SendEmail", to)
	if f == nil && in.FromEmailAddress != Sender {
		f = &Fault{400, "MessageRejected", "Email address is not verified: " + in.FromEmailAddress}
	}
	if f == nil {
		told := Telling{To: to, Subject: m.Subject.Data, Text: m.Body.Text.Data, HTML: m.Body.HTML.Data, Attributes: map[string]string{"ConfigurationSetName": in.ConfigurationSetName}}
		for _, h := range m.Headers {
			told.Attributes[h.Name] = h.Value
		}
		s.told = append(s.told, told)
	}
	writeJSON(w, f, map[string]string{"MessageId": fmt.Sprint(len(s.told))})
}

// isPayloads reports whether a message is texts by platform, with one for all others (SNS Publish,
// MessageStructure).
func isPayloads(message string) bool {
	var texts map[string]string
	return json.Unmarshal([]byte(message), &texts) == nil && texts["default"] != ""
}

// subjectOK is what SNS takes as a subject: 1 to 99 of printable ASCII.
var subjectOK = regexp.MustCompile(`^[\x21-\x7e][\x20-\x7e]{0,98}$`)

// publish is SNS Publish, to a topic or to a number.
func (s *Stub) publish(w http.ResponseWriter, body []byte) {
	form, err := url.ParseQuery(string(body))
	if err != nil || form.Get("Action") != "Publish" || form.Get("Version") != "2010-03-31" || form.Get("Message") == "" {
		s.wrong("Publish: %q is not one", body)
	}
	told := Telling{To: form.Get("PhoneNumber") + form.Get("TargetArn"), Subject: form.Get("Subject"), Text: form.Get("Message"), Attributes: map[string]string{}}
	for i := 1; form.Has(fmt.Sprintf("MessageAttributes.entry.%d.Name", i)); i++ {
		entry := fmt.Sprintf("MessageAttributes.entry.%d.", i)
		told.Attributes[form.Get(entry+"Name")] = form.Get(entry + "Value.StringValue")
	}
	f := s.fault("Publish", told.To)
	switch {
	case f != nil:
	case (told.To == "") == (form.Get("TopicArn") == ""), told.To == "" && form.Get("TopicArn") != TopicARN:
		f = &Fault{400, "InvalidParameter", "Invalid parameter: TopicArn"}
	case form.Get("MessageStructure") == "json" && !isPayloads(told.Text), form.Has("TargetArn") && form.Get("MessageStructure") != "json":
		f = &Fault{400, "InvalidParameter", "Invalid parameter: Message Structure"}
	case told.Subject != "" && !subjectOK.MatchString(told.Subject):
		f = &Fault{400, "InvalidParameter", "Invalid parameter: Subject"}
	}
	for name, value := range told.Attributes {
		if f == nil && value == "" {
			f = &Fault{400, "ParameterValueInvalid", "The message attribute '" + name + "' must contain non-empty value"}
		}
	}
	w.Header().Set("Content-Type", "text/xml")
	if f != nil {
		w.WriteHeader(f.Status)
		fmt.Fprintf(w, `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>r</RequestId></ErrorResponse>`, f.Code, f.Message)
		return
	}
	s.told = append(s.told, told)
	fmt.Fprintf(w, `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>%d</MessageId></PublishResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishResponse>`, len(s.told))
}
