package sound

import (
	"math"
	"slices"
	"time"
)

// frame is a stretch of sound: its level in dB below full scale, and whether it is a tone.
type frame struct {
	level float64
	tone  bool
}

func framesOf(samples []float64, rate int) []frame {
	size := max(int(frameTime*time.Duration(rate)/time.Second), 8)
	out := make([]frame, 0, len(samples)/size)
	for ; len(samples) >= size; samples = samples[size:] {
		f := frame{level: level(samples[:size])}
		f.tone = f.level > quietLevel && predicted(samples[:size]) > tonePredicted
		out = append(out, f)
	}
	return out
}

// level is the mean power in dB below full scale.
func level(samples []float64) float64 {
	sum := 0.0
	for _, x := range samples {
		sum += x * x
	}
	return 10 * math.Log10(sum/float64(len(samples))+1e-12)
}

// predicted says by how many dB the best linear prediction from four samples leaves less than there
// is (covariance method). One tone is predicted by two samples exactly, two tones by four; speech
// and noise are not.
func predicted(x []float64) float64 {
	const order = 4
	var a [order][order + 1]float64
	power := 1e-12
	for n := order; n < len(x); n++ {
		power += x[n] * x[n]
		for i := range order {
			for j := range order {
				a[i][j] += x[n-1-i] * x[n-1-j]
			}
			a[i][order] += x[n-1-i] * x[n]
		}
	}
	for i := range order {
		a[i][i] += power * 1e-9 // a single tone leaves the system without a solution of its own
	}
	w := solve(a)
	left := 1e-15
	for n := order; n < len(x); n++ {
		e := x[n]
		for i := range order {
			e -= w[i] * x[n-1-i]
		}
		left += e * e
	}
	return 10 * math.Log10(power/left)
}

// solve is Gauss's elimination with pivots; what has no solution gives zeros.
func solve(a [4][5]float64) (w [4]float64) {
	for c := range 4 {
		p := c
		for r := c + 1; r < 4; r++ {
			if math.Abs(a[r][c]) > math.Abs(a[p][c]) {
				p = r
			}
		}
		if a[p][c] == 0 {
			return w
		}
		a[c], a[p] = a[p], a[c]
		for r := c + 1; r < 4; r++ {
			f := a[r][c] / a[c][c]
			for k := c; k < 5; k++ {
				a[r][k] -= f * a[c][k]
			}
		}
	}
	for r := 3; r >= 0; r-- {
		w[r] = a[r][4]
		for k := r + 1; k < 4; k++ {
			w[r] -= a[r][k] * w[k]
		}
		w[r] /= a[r][r]
	}
	return w
}

// judge adds up the frames that are speech: louder than the background, and no tone. Where all that
// is loud is about as loud, it is a hum, and no voice.
func judge(frames []frame, samples, rate int) Heard {
	h := Heard{Duration: time.Duration(samples) * time.Second / time.Duration(rate)}
	if len(frames) == 0 {
		return h
	}
	levels := make([]float64, len(frames))
	for i, f := range frames {
		levels[i] = f.level
	}
	slices.Sort(levels)
	background := levels[int(backgroundShare*float64(len(levels)-1))]
	threshold := quietLevel
	if background < levels[len(levels)-1]-aboveBackground { // somebody who never pauses has no background
		threshold = max(threshold, background+aboveBackground)
	}
	var loud []float64
	for i, f := range frames {
		if f.level >= threshold && !f.tone {
			loud = append(loud, f.level)
			h.Last = time.Duration(i+1) * frameTime
		}
	}
	if h.Speech = time.Duration(len(loud)) * frameTime; h.Speech >= steadyTimeMin && deviation(loud) < steadyDeviation {
		h.Speech, h.Last = 0, 0
	}
	return h
}

// deviation is the standard deviation of values.
func deviation(values []float64) float64 {
	mean, sum := 0.0, 0.0
	for _, v := range values {
		mean += v / float64(len(values))
	}
	for _, v := range values {
		sum += (v - mean) * (v - mean)
	}
	return math.Sqrt(sum / float64(len(values)))
}
