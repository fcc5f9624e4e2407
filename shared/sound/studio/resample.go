package studio

import "math"

// kernelZeros is how many zero crossings of the sinc stand on each side: enough for 60 dB against
// what folds back.
const kernelZeros = 24

// kernelSteps is how finely the kernel is tabled between two samples.
const kernelSteps = 512

// resampler changes the rate of samples that come block by block, by a sinc under a Blackman window.
// Its cut-off lies at 0.95 of the lower Nyquist frequency: what is above would fold back as whistles.
type resampler struct {
	step   float64 // samples of the input for one of the output
	width  int     // of the kernel to each side, in samples of the input
	table  []float64
	buffer []float32 // the input around the present place
	place  float64   // in the buffer, of the next output
}

func newResampler(from, to int) *resampler {
	r := &resampler{step: float64(from) / float64(to)}
	cut := 0.95 * math.Min(1, 1/r.step)
	r.width = int(math.Ceil(kernelZeros / cut))
	r.table = make([]float64, (r.width+1)*kernelSteps+1)
	for i := range r.table {
		x := float64(i) / kernelSteps
		t := x / float64(r.width)
		if t >= 1 {
			break
		}
		window := 0.42 + 0.5*math.Cos(math.Pi*t) + 0.08*math.Cos(2*math.Pi*t)
		sinc := 1.0
		if x > 0 {
			sinc = math.Sin(math.Pi*cut*x) / (math.Pi * cut * x)
		}
		r.table[i] = cut * sinc * window
	}
	r.buffer = make([]float32, r.width) // silence before the beginning
	r.place = float64(r.width)
	return r
}

// push takes input and appends what can be made of it.
func (r *resampler) push(out, in []float32) []float32 {
	r.buffer = append(r.buffer, in...)
	for int(r.place)+r.width < len(r.buffer) {
		at := int(r.place)
		sum := 0.0
		for i := max(0, at-r.width+1); i <= at+r.width; i++ {
			sum += float64(r.buffer[i]) * r.table[int(math.Abs(r.place-float64(i))*kernelSteps)]
		}
		out = append(out, float32(sum))
		r.place += r.step
	}
	if drop := int(r.place) - r.width; drop > 0 {
		r.buffer = append(r.buffer[:0], r.buffer[drop:]...)
		r.place -= float64(drop)
	}
	return out
}

// end appends what is left.
func (r *resampler) end(out []float32) []float32 { return r.push(out, make([]float32, r.width)) }
