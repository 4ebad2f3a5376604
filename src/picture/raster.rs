//! SVG → PNG with the theme's own font: the same bytes on every machine.

use std::borrow::Cow;

use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use resvg::tiny_skia::{Color, Pixmap, PixmapRef, Transform};
#[cfg(test)]
use resvg::usvg;
use resvg::usvg::{Options, Tree};

/// What draws: another name wherever the same SVG gives other bytes.
pub const RENDERER: &str = "resvg 0.49.0, palette 1";

/// Colours a PNG with a palette can hold.
const COLOURS: usize = 256;

/// A painter with its fonts.
pub struct Raster {
    options: Options<'static>,
}

impl Raster {
    /// A painter that knows these font files and no font of the machine.
    pub fn new<'a>(fonts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut options = Options { font_family: "Noto Sans".to_owned(), ..Options::default() };
        for font in fonts {
            options.fontdb_mut().load_font_data(font.to_vec());
        }
        Self { options }
    }

    /// `svg` on white paper as PNG, each of its units `scale` pixels; the reason if it cannot be drawn.
    pub fn png(&self, svg: &str, scale: u8) -> Result<Vec<u8>, String> {
        let tree = Tree::from_str(svg, &self.options).map_err(|error| error.to_string())?;
        let scale = f32::from(scale);
        let size = tree.size().to_int_size().scale_by(scale).ok_or("kích thước bằng 0")?;
        let mut picture = Pixmap::new(size.width(), size.height()).ok_or("kích thước quá lớn")?;
        picture.fill(Color::WHITE);
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
        encode(picture.as_ref()).map_err(|error| error.to_string())
    }

    /// Where each text of `svg` is drawn: its words, left, top, right and bottom.
    ///
    /// # Panics
    ///
    /// If it is no SVG.
    #[cfg(test)]
    pub fn texts(&self, svg: &str) -> Vec<(String, [f32; 4])> {
        fn gather(group: &usvg::Group, texts: &mut Vec<(String, [f32; 4])>) {
            for node in group.children() {
                match node {
                    usvg::Node::Group(group) => gather(group, texts),
                    usvg::Node::Text(text) => {
                        let words = text.chunks().iter().map(usvg::TextChunk::text).collect();
                        let place = text.flattened().abs_bounding_box();
                        let edges = [place.left(), place.top(), place.right(), place.bottom()];
                        texts.push((words, edges));
                    }
                    _ => {}
                }
            }
        }
        let mut texts = Vec::new();
        gather(Tree::from_str(svg, &self.options).unwrap().root(), &mut texts);
        texts
    }
}

/// A PNG of at most 256 colours: flat colours stay exact, the shades at the edges of letters share one each.
fn encode(picture: PixmapRef<'_>) -> Result<Vec<u8>, png::EncodingError> {
    let (palette, places) = palette(picture);
    let mut bytes = Vec::with_capacity(32 << 10);
    let mut encoder = Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(Cow::Owned(palette));
    encoder.set_compression(Compression::Balanced);
    encoder.set_filter(Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&places)?;
    writer.finish()?;
    Ok(bytes)
}

/// The colours of `picture`, and the place of each pixel's colour among them.
///
/// Colours alike in their first bits share one: the most frequent of them. Bits are dropped until the palette holds all.
fn palette(picture: PixmapRef<'_>) -> (Vec<u8>, Vec<u8>) {
    // Neighbours are mostly of one colour: each run of them is looked at once.
    let (pixels, _) = picture.data().as_chunks::<4>();
    let runs: Vec<([u8; 3], usize)> = pixels
        .chunk_by(|pixel, next| pixel == next)
        .filter_map(|run| {
            let [red, green, blue, _] = *run.first()?;
            Some(([red, green, blue], run.len()))
        })
        .collect();
    let places = |place: &dyn Fn([u8; 3]) -> u8| {
        let mut places = Vec::with_capacity(pixels.len());
        for (pixel, length) in &runs {
            places.resize(places.len() + length, place(*pixel));
        }
        places
    };
    for bits in [5_u8, 4, 3] {
        let key = |[red, green, blue]: [u8; 3]| {
            let short = |channel: u8| usize::from(channel >> (8 - bits));
            (short(red) << (2 * bits)) | (short(green) << bits) | short(blue)
        };
        // For each group the colour that leads, and by how many pixels.
        let mut leading = vec![([0_u8; 3], 0_usize); 1 << (3 * bits)];
        for &(pixel, length) in &runs {
            let (colour, lead) = &mut leading[key(pixel)];
            if *colour == pixel {
                *lead += length;
            } else if *lead < length {
                (*colour, *lead) = (pixel, length - *lead);
            } else {
                *lead -= length;
            }
        }
        let mut place = vec![None; leading.len()];
        let mut colours = Vec::new();
        for &(pixel, _) in &runs {
            let group = key(pixel);
            if place[group].is_none() {
                place[group] = Some(u8::try_from(colours.len()).unwrap_or(u8::MAX));
                colours.push(leading[group].0);
            }
        }
        if colours.len() <= COLOURS {
            return (colours.concat(), places(&|pixel| place[key(pixel)].unwrap_or_default()));
        }
    }
    // Two bits a channel are 64 colours.
    let place = |[red, green, blue]: [u8; 3]| ((red >> 6) << 4) | ((green >> 6) << 2) | (blue >> 6);
    let colours = (0..64_u8).flat_map(|one| [one >> 4, one >> 2, one].map(|part| (part & 3) * 85));
    (colours.collect(), places(&place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use resvg::tiny_skia::PremultipliedColorU8;

    #[test]
    fn the_renderer_is_named_by_its_version() {
        let locked = include_str!("../../Cargo.lock");
        let (_, version) = locked.split_once("name = \"resvg\"\nversion = \"").unwrap();
        let (version, _) = version.split_once('"').unwrap();
        assert!(
            RENDERER.starts_with(&format!("resvg {version},")),
            "pictures of {version} may differ: name it"
        );
    }

    #[test]
    fn flat_colours_stay_exact_and_sizes_are_as_asked() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='30' height='20'><rect width='10' height='20' fill='#0b3d66'/></svg>";
        let png = Raster::new([]).png(svg, 2).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        let mut places = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut places).unwrap();
        let info = reader.info();
        assert_eq!((info.width, info.height), (60, 40));
        let palette = info.palette.as_ref().unwrap();
        let first = usize::from(places[0]) * 3;
        assert_eq!(palette[first..first + 3], [0x0b, 0x3d, 0x66]);
    }

    #[test]
    fn the_most_frequent_of_like_colours_stands_for_all() {
        let (flat, shades) = ([0x0b, 0x3d, 0x66], [[0x0c, 0x3e, 0x66], [0x0d, 0x3c, 0x65]]);
        let (first, second) = (shades[0], shades[1]);
        for runs in [
            [(first, 3), (flat, 4), (second, 2), (flat, 2)],
            [(flat, 6), (first, 2), (second, 2), (flat, 1)],
            [(first, 1), (second, 1), (flat, 2), (flat, 7)],
        ] {
            let mut row: Vec<[u8; 3]> = Vec::new();
            for (colour, length) in runs {
                row.resize(row.len() + length, colour);
            }
            let mut picture = Pixmap::new(11, 1).unwrap();
            for (pixel, [red, green, blue]) in picture.pixels_mut().iter_mut().zip(row) {
                *pixel = PremultipliedColorU8::from_rgba(red, green, blue, 255).unwrap();
            }
            let (colours, places) = palette(picture.as_ref());
            assert_eq!((colours, places), (flat.to_vec(), vec![0; 11]), "{runs:?}");
        }
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        assert!(Raster::new([]).png("<p>", 1).is_err());
    }
}
