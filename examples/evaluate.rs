//! Evaluates an expression for a record, or says what is wrong with either.
//!
//!     cargo run --example evaluate -- 'Join(" ", [givenName], [surname])' '{"givenName": "Ada", "surname": "Lovelace"}'

use attrflow::Evaluator;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(expression), Some(record)) = (arguments.next(), arguments.next()) else {
        return Err("usage: evaluate EXPRESSION RECORD".into());
    };
    let evaluator = match Evaluator::new(&expression) {
        Ok(evaluator) => evaluator,
        Err(report) => {
            print!("{report}");
            return Err("the expression has errors".into());
        }
    };
    println!("{}", serde_json::to_string(&evaluator.evaluate(record)?)?);
    Ok(())
}
