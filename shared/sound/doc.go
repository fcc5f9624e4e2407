// Package sound hears whether a recording holds speech.
//
// A caller who breathes, a robot that stays silent and a machine's tone leave recordings of any
// size, so the size says nothing. Here the audio is decoded and listened to: how loud it is over
// time, against its own background, and whether what is loud is a tone. The option not taken was
// to have a service transcribe every message: it costs money and seconds, and needs another
// permission, to answer a question that the level answers.
//
// It is pure: bytes in, a finding out. Only the function that keeps recordings carries it, because
// of the decoder. To recognise another sound that is no speech, add its rule to frame.go.
package sound
