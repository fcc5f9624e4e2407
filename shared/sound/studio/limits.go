package studio

const (
	// MaxBytes and MaxSeconds bound an upload. Ten megabytes are five minutes in any of the kinds.
	MaxBytes, MaxSeconds = 10 << 20, 300
	// minSeconds is the shortest prompt that anybody hears.
	minSeconds = 0.2
	// Rate is that of a prompt: the provider plays 8 or 16 kHz, and so does every telephone.
	Rate = 16_000
	// rateMin and rateMax are the rates that files of people have.
	rateMin, rateMax = 8_000, 192_000
	// channelsMax: stereo, and what a studio exports by mistake.
	channelsMax = 8
	// targetRMS is how loud a prompt is where there is something to hear, as loud as the provider's
	// voices: a welcome after a spoken sentence is neither shouted nor missed. Full scale is 1.
	targetRMS = 0.1 // −20 dBFS
	// peakMax leaves what the encoder adds: it is a tenth louder than its input.
	peakMax = 0.85
	// gainMax bounds what noise is made louder by.
	gainMax = 16.0 // 24 dB
	// silenceRMS is below what anybody hears on a telephone.
	silenceRMS = 0.0005 // −66 dBFS
	// waveformPoints is how many bars a picture of a prompt has.
	waveformPoints = 200
)
