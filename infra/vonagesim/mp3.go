package vonagesim

import (
	word "math/bits"
	"reflect"

	"github.com/braheezy/shine-mp3/pkg/mp3"
)

// encoded writes samples as the provider's MP3. A frame is 576 samples, and the last one is filled up.
func encoded(samples []int16) []byte {
	if missing := len(samples) % frameSamples; missing > 0 {
		samples = append(samples, make([]int16, frameSamples-missing)...)
	}
	e := mp3.NewEncoder(sampleRate, 1)
	// The encoder has no option for the bit rate: 32 kbit/s is index 4 of the table for MPEG-2 layer III
	// (ISO 13818-3 §2.4.2.3), and a frame is then never padded.
	e.Mpeg.Bitrate, e.Mpeg.BitrateIndex = 32, 4
	e.Mpeg.WholeSlotsPerFrame, e.Mpeg.FracSlotsPerFrame, e.Mpeg.SlotLag, e.Mpeg.Padding = frameBytes, 0, 0, 0
	out := make([]byte, 0, frameBytes*len(samples)/frameSamples)
	for ; len(samples) > 0; samples = samples[frameSamples:] {
		frame, n := e.EncodeBufferInterleaved(samples[:frameSamples])
		whole := append([]byte(nil), frame[:n]...)
		unstuff(whole, e)
		out = append(out, whole...)
	}
	return out
}

// Where the side information of a frame has what unstuff changes, in bits from the frame's beginning
// (MPEG-2, one channel, no CRC; ISO 13818-3 §2.4.1.7).
const (
	headerBytes = 4
	lengthAt    = 8*headerBytes + 9 // part2_3_length, 12 bits
	lengthBits  = 12
	tableAt     = 8*headerBytes + 71 // count1table_select
)

// unstuff mends what the encoder fills a frame up with. It writes ones, which stand for nothing to be
// heard in both tables of the quadruples: of one bit each in table A, of four in table B. Where the
// filling is no multiple of four, a strict decoder, such as that of Chromium, refuses the frame of table
// B for reading beyond its end. The length is cut by what is too much; without quadruples, table A does.
func unstuff(frame []byte, e *mp3.Encoder) {
	granule := reflect.ValueOf(e).Elem().FieldByName("sideInfo").FieldByName("Granules").Index(0).FieldByName("Channels").Index(0).FieldByName("Tt")
	quadruples := int(granule.FieldByName("Count1").Uint())
	if granule.FieldByName("Count1TableSelect").Uint() == 0 {
		return
	}
	if quadruples == 0 {
		frame[tableAt/8] &^= 1 << (7 - tableAt%8)
		return
	}
	levels := reflect.ValueOf(e).Elem().FieldByName("l3Encoding").Index(0).Index(0)
	last := int(2*granule.FieldByName("BigValues").Uint()) + 4*(quadruples-1)
	filling := onesAtEnd(frame) - onesAtEndOf(levels, last)
	length := 0
	for i := range lengthBits {
		length = length<<1 | int(frame[(lengthAt+i)/8]>>(7-(lengthAt+i)%8)&1)
	}
	length -= filling % 4
	for i := range lengthBits {
		at, mask := (lengthAt+i)/8, byte(1)<<(7-(lengthAt+i)%8)
		if frame[at] &^= mask; length>>(lengthBits-1-i)&1 == 1 {
			frame[at] |= mask
		}
	}
}

// onesAtEnd counts the ones that a frame ends with.
func onesAtEnd(frame []byte) (n int) {
	for i := len(frame) - 1; i >= 0; i-- {
		ones := word.TrailingZeros8(^frame[i])
		n += ones
		if ones < 8 {
			break
		}
	}
	return n
}

// onesAtEndOf counts the ones that the code of a quadruple ends with, in table B: four bits that say
// which of the four are 0, never all of the last one, and the signs of the others.
func onesAtEndOf(levels reflect.Value, first int) int {
	var code uint16
	var signs uint16
	var length int
	for i := range 4 {
		level := levels.Index(first + i).Int()
		if level == 0 {
			code |= 1 << i
			continue
		}
		signs <<= 1
		length++
		if level < 0 {
			signs |= 1
		}
	}
	return word.TrailingZeros16(^(code<<length | signs))
}
