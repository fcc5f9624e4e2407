package notice

// Webhook is the body for a webhook of anybody's own: the event of the topic, with the text that
// people read.
func (m Message) Webhook() []byte {
	return []byte(encode(struct {
		AlertEvent
		Text string `json:"text"`
	}{m.Alert(), m.Text()}))
}
