package awslocal

import (
	"testing"

	"ringdown/infra/porttest"
	"ringdown/shared/awsport/pollyport"
	"ringdown/shared/port"
)

func TestVoices(t *testing.T) {
	porttest.Voices(t, func(t *testing.T) port.Voices { return pollyport.NewVoices(StartPolly(t)) })
}
