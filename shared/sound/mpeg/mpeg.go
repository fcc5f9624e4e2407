// Package mpeg writes sound as MP3 of 16 kHz, one channel and 32 kbit/s, which the phone provider plays.
//
// The encoder is a library. Around it stands what it lacks: a bit rate other than its default, and
// frames that strict decoders take. It fills a frame up with ones, which stand for nothing to be heard
// in both tables of the quadruples: of one bit each in table A, of four in table B. Where the filling is
// no multiple of four, a decoder such as that of Chromium refuses a frame of table B for reading beyond
// its end, and of music that is half of the frames.
//
// To change what is written (rate, bit rate): the constants, and where the side information has what.
package mpeg

import (
	"fmt"
	"math/bits"
	"reflect"

	"github.com/braheezy/shine-mp3/pkg/mp3"
)

const (
	// Rate is how many samples a second has.
	Rate = 16_000
	// FrameSamples and FrameBytes are of one frame of MPEG-2 layer III, which is never padded with these
	// rates (ISO 13818-3 §2.4.2.3).
	FrameSamples = 576
	FrameBytes   = FrameSamples / 8 * kilobits * 1000 / Rate

	kilobits      = 32
	kilobitsIndex = 4 // of 32 in the table for MPEG-2 layer III (the same)
)

// Encode writes samples, with silence at the end where a frame is not full.
func Encode(samples []int16) ([]byte, error) {
	samples = append([]int16(nil), samples...)
	if missing := (FrameSamples - len(samples)%FrameSamples) % FrameSamples; missing > 0 {
		samples = append(samples, make([]int16, missing)...)
	}
	e := mp3.NewEncoder(Rate, 1)
	// The encoder has no option for the bit rate, and computes these from its default of 128.
	e.Mpeg.Bitrate, e.Mpeg.BitrateIndex = kilobits, kilobitsIndex
	e.Mpeg.WholeSlotsPerFrame, e.Mpeg.FracSlotsPerFrame, e.Mpeg.SlotLag, e.Mpeg.Padding = FrameBytes, 0, 0, 0
	out := make([]byte, 0, len(samples)/FrameSamples*FrameBytes)
	for ; len(samples) > 0; samples = samples[FrameSamples:] {
		frame, n := e.EncodeBufferInterleaved(samples[:FrameSamples])
		if n != FrameBytes {
			return nil, fmt.Errorf("write MP3: the encoder made a frame of %d bytes, want %d: is it another version of the library?", n, FrameBytes)
		}
		out = append(out, frame[:n]...)
		unstuff(out[len(out)-n:], e)
	}
	return out, nil
}

// Where the side information of a frame has what unstuff changes, in bits from the frame's beginning
// (MPEG-2, one channel, no CRC; ISO 13818-3 §2.4.1.7).
const (
	headerBits = 32
	lengthAt   = headerBits + 9 // part2_3_length
	lengthBits = 12
	tableAt    = headerBits + 71 // count1table_select
)

// unstuff cuts the length of a frame by what a strict decoder would stumble over. A frame without
// quadruples gets table A, for which any filling is whole codes.
func unstuff(frame []byte, e *mp3.Encoder) {
	granule := reflect.ValueOf(e).Elem().FieldByName("sideInfo").FieldByName("Granules").Index(0).FieldByName("Channels").Index(0).FieldByName("Tt")
	quadruples := int(granule.FieldByName("Count1").Uint())
	switch {
	case granule.FieldByName("Count1TableSelect").Uint() == 0:
		return
	case quadruples == 0:
		put(frame, tableAt, 1, 0)
		return
	}
	levels := reflect.ValueOf(e).Elem().FieldByName("l3Encoding").Index(0).Index(0)
	last := int(2*granule.FieldByName("BigValues").Uint()) + 4*(quadruples-1)
	filling := onesAtEnd(frame) - onesAtEndOf(levels, last)
	put(frame, lengthAt, lengthBits, get(frame, lengthAt, lengthBits)-filling%4)
}

// onesAtEnd counts the ones that a frame ends with.
func onesAtEnd(frame []byte) (n int) {
	for i := len(frame) - 1; i >= 0; i-- {
		ones := bits.TrailingZeros8(^frame[i])
		if n += ones; ones < 8 {
			break
		}
	}
	return n
}

// onesAtEndOf counts the ones that the code of a quadruple ends with in table B: four bits that say
// which of the four are 0, never all of the last quadruple, and the signs of the others.
func onesAtEndOf(levels reflect.Value, first int) int {
	var code, signs uint16
	length := 0
	for i := range 4 {
		switch level := levels.Index(first + i).Int(); {
		case level == 0:
			code |= 1 << i
			continue
		case level < 0:
			signs = signs<<1 | 1
		default:
			signs <<= 1
		}
		length++
	}
	return bits.TrailingZeros16(^(code<<length | signs))
}

// get and put read and write bits of a frame, the most significant first.
func get(frame []byte, at, width int) (value int) {
	for i := at; i < at+width; i++ {
		value = value<<1 | int(frame[i/8]>>(7-i%8)&1)
	}
	return value
}

func put(frame []byte, at, width, value int) {
	for i := range width {
		place, mask := (at+i)/8, byte(1)<<(7-(at+i)%8)
		if frame[place] &^= mask; value>>(width-1-i)&1 == 1 {
			frame[place] |= mask
		}
	}
}
