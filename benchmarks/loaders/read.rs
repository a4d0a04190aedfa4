// Read files, one in base64 on each line of the standard input, with the crate dotenv.
use std::collections::BTreeMap;
use std::io::BufRead;

const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn decoded(line: &str) -> Vec<u8> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0u32, 0);
    for digit in line.bytes().filter_map(|byte| DIGITS.iter().position(|&each| each == byte)) {
        held = held << 6 | digit as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    bytes
}

fn encoded(text: &str) -> String {
    let mut digits = String::new();
    for group in text.as_bytes().chunks(3) {
        let held = (0..3).fold(0u32, |held, at| held << 8 | *group.get(at).unwrap_or(&0) as u32);
        for at in 0..4 {
            let digit = DIGITS[(held >> (18 - 6 * at) & 63) as usize] as char;
            digits.push(if at <= group.len() { digit } else { '=' });
        }
    }
    digits
}

fn main() {
    std::panic::set_hook(Box::new(|_| ()));
    let host: BTreeMap<String, String> = std::env::vars().collect();
    let path = std::env::temp_dir().join(format!("read-{}.env", std::process::id()));
    for line in std::io::stdin().lock().lines() {
        std::fs::write(&path, decoded(&line.unwrap())).unwrap();
        let taken = matches!(std::panic::catch_unwind(|| dotenv::from_path(&path)), Ok(Ok(_)));
        let mut pairs = Vec::new();
        for (name, value) in std::env::vars().filter(|(name, value)| host.get(name) != Some(value)) {
            pairs.push(format!("{}:{}", encoded(&name), encoded(&value)));
            std::env::remove_var(&name);
        }
        println!("{}", if taken { pairs.join(" ") } else { "-".to_string() });
    }
    std::fs::remove_file(&path).unwrap();
}
