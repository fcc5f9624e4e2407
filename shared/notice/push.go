package notice

import "encoding/json"

// pushBodyMax keeps the payload below the 4 KB that both networks take, in whatever script.
const pushBodyMax = 600

// Push is the message for a phone's own app: what SNS publishes to a platform endpoint with
// MessageStructure=json, one payload for each network, each of them JSON in a string. Both take the
// place of what the phone shows of the same alert already, and break through a quiet mode that lets
// time-sensitive messages pass.
func (m Message) Push() string {
	title, body := cut(m.Subject(), pushBodyMax), m.pushBody()
	apns := encode(map[string]any{
		"aps": map[string]any{
			"alert": map[string]string{"title": title, "body": body}, "sound": "default",
			"interruption-level": "time-sensitive", "thread-id": m.ID,
		},
		"alert": m.ID, "link": m.link(), "state": m.state(),
	})
	gcm := encode(map[string]any{"fcmV1Message": map[string]any{"message": map[string]any{
		"notification": map[string]string{"title": title, "body": body},
		"data":         map[string]string{"alert": m.ID, "link": m.link(), "state": string(m.state())},
		"android": map[string]any{
			"priority": "high", "collapse_key": m.ID, "notification": map[string]string{"tag": m.ID},
		},
	}}})
	return encode(map[string]string{"default": title, "APNS": apns, "APNS_SANDBOX": apns, "GCM": gcm})
}

func (m Message) pushBody() string {
	body := m.clock(m.At)
	if r := m.remarks(); len(r) > 0 {
		body = r[0] + " " + body
	}
	return cut(body, pushBodyMax)
}

// cut bounds a text by its bytes, between two characters.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	end := 0
	for i := range text {
		if i > most-len("…") {
			break
		}
		end = i
	}
	return text[:end] + "…"
}

// encode is JSON of values that always have one.
func encode(v any) string {
	out, err := json.Marshal(v)
	if err != nil {
		panic("notice: " + err.Error()) // a type that JSON cannot hold: a fault of this package, found by its tests
	}
	return string(out)
}
