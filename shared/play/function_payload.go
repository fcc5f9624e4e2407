package play

import "encoding/json"

// The request a function gets is the one Amazon Connect sends, so that a function
// written for it needs no change (Amazon Connect admin guide, "Invoke Lambda functions";
// events.ConnectEvent of aws-lambda-go reads it).
type (
	connectEvent struct {
		Name    string         `json:"Name"`
		Details connectDetails `json:"Details"`
	}
	connectDetails struct {
		ContactData connectContact    `json:"ContactData"`
		Parameters  map[string]string `json:"Parameters"`
	}
	connectContact struct {
		Attributes        map[string]string           `json:"Attributes"`
		Channel           string                      `json:"Channel"`
		ContactID         string                      `json:"ContactId"`
		CustomerEndpoint  connectEndpoint             `json:"CustomerEndpoint"`
		CustomerID        *string                     `json:"CustomerId"`
		Description       string                      `json:"Description"`
		InitialContactID  string                      `json:"InitialContactId"`
		InitiationMethod  string                      `json:"InitiationMethod"`
		InstanceARN       string                      `json:"InstanceARN"`
		LanguageCode      string                      `json:"LanguageCode"`
		MediaStreams      connectMedia                `json:"MediaStreams"`
		Name              string                      `json:"Name"`
		PreviousContactID string                      `json:"PreviousContactId"`
		Queue             *connectQueue               `json:"Queue"`
		References        map[string]connectReference `json:"References"`
		SystemEndpoint    connectEndpoint             `json:"SystemEndpoint"`
		Tags              map[string]string           `json:"Tags"`
	}
	connectEndpoint struct {
		Address string `json:"Address"`
		Type    string `json:"Type"`
	}
	connectQueue struct {
		ARN              string          `json:"ARN"`
		Name             string          `json:"Name"`
		OutboundCallerID connectEndpoint `json:"OutboundCallerId"`
	}
	connectReference struct {
		Value string `json:"Value"`
		Type  string `json:"Type"`
	}
	// connectMedia is always empty: calls are not streamed elsewhere.
	connectMedia struct {
		Customer struct {
			Audio *struct{} `json:"Audio"`
		} `json:"Customer"`
	}
)

func (v View) payload(i *Invocation) []byte {
	at, contact, id := v.at, v.at.Contact, v.Attribute("$.ContactId")
	endpoint := func(of string) connectEndpoint {
		return connectEndpoint{Address: v.Attribute(of + ".Address"), Type: v.Attribute(of + ".Type")}
	}
	described := connectContact{
		Attributes: filled(at.Attributes), Channel: v.Attribute("$.Channel"), ContactID: id, InitialContactID: id, PreviousContactID: id,
		CustomerEndpoint: endpoint("$.CustomerEndpoint"), SystemEndpoint: endpoint("$.SystemEndpoint"),
		Description: contact.Description, InitiationMethod: v.Attribute("$.InitiationMethod"), InstanceARN: v.Attribute("$.InstanceARN"),
		LanguageCode: v.Attribute("$.LanguageCode"), Name: contact.Name, References: map[string]connectReference{}, Tags: filled(contact.Tags),
	}
	if contact.Customer != "" {
		described.CustomerID = &contact.Customer
	}
	for name, r := range contact.References {
		described.References[name] = connectReference(r)
	}
	if at.Queue != (Queue{}) {
		described.Queue = &connectQueue{
			ARN: v.Attribute("$.Queue.ARN"), Name: v.Attribute("$.Queue.Name"), OutboundCallerID: endpoint("$.Queue.OutboundCallerId"),
		}
	}
	body, err := json.Marshal(connectEvent{Name: "ContactFlowEvent", Details: connectDetails{ContactData: described, Parameters: filled(i.Parameters)}})
	if err != nil {
		return []byte("{}") // texts, and maps of texts, always encode
	}
	return body
}

// filled is the map, or an empty one: functions index into it without looking.
func filled(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return m
}
